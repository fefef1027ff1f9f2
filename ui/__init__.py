"""The window: Qt only, no SQL and no rule of the field in it."""
