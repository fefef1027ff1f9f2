"""What a record has come to beside other records and settings, as SQL over the record."""

from bureau.settings.declared import WATER_RESPONSE

MENDED, CALLED_OFF, NOT_ENOUGH = 1, 2, 3
"""已修好; 误报, 并案 or 作废; mended before the hazard was given back, and not since."""
REPAIR_OF_HAZARD = (
    f"(SELECT CASE WHEN r.void IS NOT NULL THEN {CALLED_OFF} WHEN r.repaired_on IS NULL THEN NULL"
    " WHEN t.righted_on IS NULL AND substr(r.repaired_on, 1, 10) <= t.returned_on"
    f" THEN {NOT_ENOUGH} ELSE {MENDED} END FROM repairs r WHERE r.id = t.repair)"
)
"""SQL over a hazard: what its repair has come to, nothing while it is under way."""

RESPONDED = (
    "CASE WHEN t.arrived_at IS NULL THEN NULL"
    " WHEN (julianday(t.arrived_at) - julianday(t.began_at)) * 1440 <"
    " coalesce((SELECT nullif(CAST(s.value AS INTEGER), 0) FROM settings s"
    f" WHERE s.name = '{WATER_RESPONSE.key}'), {WATER_RESPONSE.default}) + 0.5 THEN 1 ELSE 0 END"
)
"""SQL over 积水记录: 1 when somebody came within the minutes that the bureau has set, 0 later."""
