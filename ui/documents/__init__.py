"""The screen of official papers."""
