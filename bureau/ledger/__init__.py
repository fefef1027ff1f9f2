"""What a ledger is: field types, declarations, filters and sorts as small objects, checks."""
