"""市容秩序 (market order): cases, daily logs, and what is counted and printed of them."""
