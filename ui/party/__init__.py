"""The window's part of party-building."""
