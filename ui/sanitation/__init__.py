"""Pages of the sanitation department that are more than a ledger."""
