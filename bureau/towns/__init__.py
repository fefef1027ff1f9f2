"""Monthly assessment of towns: scores, field checks, ranking, rewards, the review meeting."""
