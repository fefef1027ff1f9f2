"""Accounts at the window: signing in, the idle lock, and who manages them."""
