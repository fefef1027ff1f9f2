"""The commands of main.py: everything a clerk can do at month end, without a screen."""
