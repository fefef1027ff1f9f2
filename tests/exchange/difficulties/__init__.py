"""Small files with one difficulty each, and what a right import makes of them."""
