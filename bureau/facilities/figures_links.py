"""What a record's repair has come to, as SQL over the record."""

MENDED = (
    "CASE WHEN t.repair IS NOT NULL AND EXISTS"
    " (SELECT 1 FROM repairs r WHERE r.id = t.repair AND r.repaired_on IS NOT NULL) THEN 1 END"
)
"""1 when the repair that a record became is mended."""
