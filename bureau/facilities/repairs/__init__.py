"""From report to cost: faults, limits, the life of a repair, what the repairs of a period come to."""
