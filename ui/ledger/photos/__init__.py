"""Photos of a record: thumbnails to add, order and turn, and the full view."""
