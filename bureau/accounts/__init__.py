"""Accounts of a data folder: signing in, and who manages them. Off until somebody switches them on."""
