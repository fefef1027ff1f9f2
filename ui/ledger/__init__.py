"""The one table, form, filter row and history panel that every ledger shares."""
