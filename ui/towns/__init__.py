"""The tab of the towns: the ranking of a month, scores typed in, rewards of a year, acts of their ledgers."""
