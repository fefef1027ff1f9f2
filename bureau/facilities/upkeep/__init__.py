"""Maintenance plans: what is due, what was done."""
