"""Materials in, out and counted, and what repairs draw."""
