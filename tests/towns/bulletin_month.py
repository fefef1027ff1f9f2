"""September and October 2026 of eight towns for papers: ties, an adjustment, checks, a correction."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from typing import Final

from pypdf import PdfReader

from bureau.calendar.periods import Period
from bureau.month.papers import KINDS, Asked
from bureau.reports.paper import Chart, Paper, Paragraph, Table
from bureau.reports.render.pdf import render_pdf
from bureau.towns.months import open_month, set_adjustment
from tests.towns.town_books import COUNTRY, OCTOBER, STREETS, Towns

SEPTEMBER: Final = Period.month(2026, 9)
NUMBER: Final = "云城管委通〔2026〕10号"
TOTALS: Final = (
    ("东街道", STREETS, "89.00", "93.00"),
    ("西街道", STREETS, "90.25", "90.00"),
    ("南街道", STREETS, "92.50", "88.00"),
    ("北街道", STREETS, "89.75", "89.00"),
    ("河口镇", COUNTRY, "92.00", "92.00"),
    ("石桥镇", COUNTRY, "92.00", "91.00"),
    ("柳塘镇", COUNTRY, "88.00", "90.00"),
    ("青山乡", COUNTRY, "87.50", "87.00"),
)
"""Name, group, score of October and of September.

City: 南 92.50, 西 90.25, 北 89.75, 东 89.00: 30,000, 20,000, 0, −10,000 元. Country: 河口 and 石桥
share 30,000 and 20,000, 25,000 each; 柳塘 88 + 0.5 by adjustment; 青山 −10,000. In September
东 93, 西 90, 北 89, 南 88, so 南 rises by 3 and 东 falls by 3. Marks fill up from the first item, so
that what is lost is lost behind.
"""


@dataclass(frozen=True)
class Month:
    """The county and the record of its October."""

    towns: Towns
    record: int

    def paper(self, kind: str, period: Period = OCTOBER) -> Paper:
        """What `report` makes."""
        return KINDS[kind](self.towns.desk, Asked(period=period))

    def issue(self) -> None:
        """October is decided and issued."""
        self.towns.issue(self.record, paper_number=NUMBER, issued_on="2026-11-05")


def october(towns: Towns) -> Month:
    """The two months, the first of them issued."""
    for name, group, now, before in TOTALS:
        towns.town(name, group)
        towns.score(name, before, month=SEPTEMBER)
        towns.score(name, now)
    towns.issue(open_month(towns.desk, SEPTEMBER), issued_on="2026-10-09")
    towns.check(
        "东街道", "环境卫生", "1.5", problem="垃圾桶满溢", place="人民路", count=300, unit="处",
        team="第一组", span="上午", due_on="2026-10-10", confirmed_by="赵六",
    )  # fmt: skip
    towns.check("东街道", "市容秩序", "2", problem="占道经营", place="学府路", repeated=1)
    towns.check(
        "河口镇", "环境卫生", "0.5", problem="积存垃圾", day="2026-10-15", count=4000, unit="㎡"
    )
    record = open_month(towns.desk, OCTOBER)
    set_adjustment(towns.desk, record, towns.ids["柳塘镇"], Fraction("0.5"), "漏计满意度加分")
    towns.insert(
        "town-corrections",
        {
            "found_on": "2026-10-20",
            "month": "2026-09-01",
            "town": towns.ids["青山乡"],
            "points": 8750,
            "rank": "4",
            "reason": "漏计 0.5 分",
            "identity": "1",
        },
    )
    return Month(towns, record)


def printed(paper: Paper) -> str:
    """All that stands on its pages, without blanks."""
    stream = BytesIO()
    notes = render_pdf(paper, stream)
    assert not notes.missing_characters
    return "".join("".join(page.extract_text().split()) for page in PdfReader(stream).pages)


def tables(paper: Paper) -> list[Table]:
    """Its tables in order."""
    return [block for block in paper.blocks if isinstance(block, Table)]


def charts(paper: Paper) -> list[Chart]:
    """Its charts in order."""
    return [block for block in paper.blocks if isinstance(block, Chart)]


def texts(paper: Paper) -> list[str]:
    """Its paragraphs in order."""
    return [block.text for block in paper.blocks if isinstance(block, Paragraph)]
