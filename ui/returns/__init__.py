"""The screen of the forms of other offices."""
