"""The screen of the month as it is told: its text, approved figures, its issue."""
