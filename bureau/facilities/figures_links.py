"""What a record's repair has come to, as SQL over the record."""

MENDED, CALLED_OFF, NOT_ENOUGH = 1, 2, 3
"""已修好; 误报, 并案 or 作废; mended before the hazard was given back, and not since."""
REPAIR_OF_HAZARD = (
    f"(SELECT CASE WHEN r.void IS NOT NULL THEN {CALLED_OFF} WHEN r.repaired_on IS NULL THEN NULL"
    " WHEN t.righted_on IS NULL AND substr(r.repaired_on, 1, 10) <= t.returned_on"
    f" THEN {NOT_ENOUGH} ELSE {MENDED} END FROM repairs r WHERE r.id = t.repair)"
)
"""SQL over a hazard: what its repair has come to, nothing while it is under way."""
