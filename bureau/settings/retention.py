"""How long personal data are kept, ledger by ledger: the law says no longer than needed (PIPL 19, 47)."""

from __future__ import annotations

from typing import Final

from bureau.settings.setting import Setting
from bureau.settings.types import WholeNumber

SECTION: Final = "个人信息保存年限"
LONGEST: Final = 99
DEFAULTS: Final[tuple[tuple[str, str, int], ...]] = (
    ("market-cases", "案件", 3),
    ("hotline", "热线工单", 3),
    ("complaints", "投诉信访", 3),
    ("notices", "文书", 5),
    ("seizures", "暂扣物品", 5),
    ("penalties", "处罚案件", 10),
    ("repairs", "维修", 3),
)
"""Ledger, its name in the form, and for how many years where the bureau says nothing else."""
RETENTION: Final[dict[str, Setting[int]]] = {
    ledger: Setting(
        key=f"retention-{ledger}",
        title=title,
        section=SECTION,
        type=WholeNumber(minimum=0, maximum=LONGEST, unit="年"),
        default=str(years),
        hint="从发生那天算起，到期列进“个人信息到期”；填 0 就一直保存",
    )
    for ledger, title, years in DEFAULTS
}
