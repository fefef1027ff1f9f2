"""Pages of the market-order department that are more than a ledger."""
