"""October 2026 of two sections for papers: appeals, events, a choice, an adjustment; issued where a test wants it."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader

from bureau.calendar.periods import Period
from bureau.month.papers import KINDS, Asked
from bureau.reports.paper import Paper, Table
from bureau.reports.render.pdf import render_pdf
from bureau.sanitation.acts import accept, contest, rule, serve
from bureau.sanitation.months import open_months, take
from tests.sanitation.sanitation_books import OCTOBER, Sanitation

NUMBER = "云城管〔2026〕21号"


@dataclass(frozen=True)
class Month:
    """The bureau and what tests name of its October."""

    bureau: Sanitation
    reduced: int
    months: tuple[int, ...]

    def paper(self, kind: str, period: Period = OCTOBER, *contracts: int) -> Paper:
        """What `report` makes."""
        return KINDS[kind](self.bureau.desk, Asked(period=period, contracts=contracts))

    def issue(self, issuer: str = "") -> None:
        """Both sections' October is decided and issued, in the bureau's own name unless said."""
        take(self.bureau.desk, "decide", self.months, {"approver": "李局长"})
        answers = {
            "issued_on": "2026-11-09",
            "signed_by": "李局长",
            "paper_number": NUMBER,
            "issuer": issuer,
        }
        take(self.bureau.desk, "issue", self.months, answers)


def october(sanitation: Sanitation) -> Month:
    """一标段 scores 89, 二标段 87.5 of half a month.

    一标段, 三档, 310,000 元: 3 − 2 (reduced to 1 on appeal) + 8 in 道路清扫保洁, 2 in 垃圾收运 leave
    100 − 9 − 2 = 89.00: 90 % of the fee, 279,000 元. 二标段, 按分, 155,000 元 from 19 October on:
    13 of 31 days are 65,000 元; 12.5 points lost, 2.5 below 90: 2.5 % are 1,625 元; 63,375 元.
    """
    sanitation.contract(deposit_fen="80000")
    sanitation.contract("二标段", rule="按分", fee_fen="155000", begins_on="2026-10-19")
    reduced = sanitation.deduct("3", "2026-10-05", road="人民路", inspector="王芳")
    fixed = {"road": "学府路", "inspector": "李强"}
    corner = sanitation.deduct(
        "8", "2026-10-12", problem="卫生死角、积存垃圾", count="4", each="2",
        due_on="2026-10-15", **fixed,
    )  # fmt: skip
    waste = sanitation.deduct(
        "2",
        "2026-10-20",
        block="垃圾收运",
        problem="日产日清不到位、满溢",
        count="2",
        each="1",
        **fixed,
    )
    other = sanitation.deduct("12.5", "2026-10-21", "二标段", road="滨河路")
    desk = sanitation.desk
    serve(desk, [reduced], {"served_on": "2026-10-06"})
    contest(desk, [reduced], {"appealed_on": "2026-10-08", "appeal_reason": "当日已清理"})
    rule(
        desk,
        [reduced],
        {
            "ruling": "减轻",
            "ruled_on": "2026-10-12",
            "reduced_to": "1",
            "ruling_reason": "照片证明部分属实",
        },
    )
    accept(desk, [corner, waste, other], {"accepted_on": "2026-10-28"})
    return Month(sanitation, reduced, open_months(desk, OCTOBER))


def printed(paper: Paper) -> str:
    """All that stands on its pages, without blanks."""
    stream = BytesIO()
    notes = render_pdf(paper, stream)
    assert not notes.missing_characters
    return "".join("".join(page.extract_text().split()) for page in PdfReader(stream).pages)


def tables(paper: Paper) -> list[Table]:
    """Its tables in order."""
    return [block for block in paper.blocks if isinstance(block, Table)]
