"""The window's part of street lights and municipal facilities."""
