"""作业票: one permit on a page, with the boxes of what is made ready and the lines to sign."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final

from bureau.errors import UserError
from bureau.facilities.ledgers import PERMITS
from bureau.facilities.paper_source import Forms
from bureau.facilities.safety.permits import CONFINED, GASES, PRECAUTIONS, gases_of
from bureau.facilities.stored import Row
from bureau.ledger.words import listed, scaled_text
from bureau.reports.form_rows import DAY_TO_SIGN, QUARTERS, Cells, quarter, signing, wide
from bureau.reports.paper import Block, FormCell, FormTable, Masthead, Paper, Paragraph
from bureau.settings.declared import GAS_MINUTES
from bureau.settings.reading import read_settings
from bureau.storage import rows

if TYPE_CHECKING:
    from bureau.desk import Desk
    from bureau.settings.reading import Settings

TICKED: Final = ("√", "□")
GAS_WEIGHTS: Final = (17, 17, 17, 17, 16, 16)
TIMES_TO_TEST: Final = 1
"""Empty lines for tests while the work goes on."""
SIGNERS: Final = ("负责人", "监护人", "批准人")


def work_permits(desk: Desk, records: Collection[int]) -> Paper:
    """A permit of each. Raises UserError for none."""
    with desk.store.snapshot() as conn:
        found = rows.page(conn, PERMITS, dict.fromkeys(records), today=desk.today())
        if not found:
            raise UserError("没有可以打印的作业票，请先选中要打印的作业票。")
        forms = Forms.plain(desk, conn)
        settings = read_settings(conn, desk.today())
        pages = [permit(forms, settings, row) for row in found]
    return forms.paper("危险作业票", "", pages)


def permit(forms: Forms, settings: Settings, row: Row) -> list[Block]:
    """One of them."""
    kind = forms.shown(PERMITS, row, "kind")
    place = " ".join(str(word) for word in (row["place"], row["facility"]) if word)
    title = kind if kind.endswith("作业") else f"{kind}作业"
    return [
        Masthead(f"{title}票", forms.head.bureau, f"票号：{row['number'] or ''}"),
        FormTable(
            QUARTERS,
            (
                quarter(("作业单位", text(row, "unit")), ("作业地点", place)),
                wide("作业内容", text(row, "work")),
                quarter(("作业负责人", text(row, "leader")), ("监护人", text(row, "guard"))),
                wide("作业人员", text(row, "workers")),
                quarter(("开始时间", clock(row, "begins_at")), ("结束时间", clock(row, "ends_at"))),
                halves("安全措施", precautions(forms, row)),
                wide("补充措施", text(row, "measures")),
                wide("应急救援", text(row, "rescue")),
            ),
        ),
        *([gas_table(row, settings)] if row["kind"] == CONFINED or row["gas_at"] is not None else []),
        signing(
            SIGNERS,
            (text(row, "leader"), text(row, "guard"), text(row, "approver")),
            lines=1,
        ),
        FormTable(
            QUARTERS,
            (
                wide(
                    "延期",
                    f"延至 {clock(row, 'ends_at')}" if row["extended_at"] else "延至　　　时　　　分，已重新检测合格",
                    1,
                    f"批准人：{text(row, 'extended_by') or '　　　　　'}　{DAY_TO_SIGN}",
                ),
                wide(
                    "完工确认",
                    f"{clock(row, 'finished_at')} 人员和工具清点无误，现场已恢复"
                    if row["finished_at"]
                    else "　　时　　分人员和工具清点无误，现场已恢复",
                    1,
                    f"验收人：{text(row, 'finished_by') or '　　　　　'}　{DAY_TO_SIGN}",
                ),
            ),
            joined=True,
            whole=True,
        ),
        Paragraph(
            f"本票只在一个班次、写明的地点和内容内有效；情况变化、中断超过 {settings.value(GAS_MINUTES)}"
            " 分钟的重新检测，异常立即撤离。",
            "note",
        ),
    ]  # fmt: skip


def halves(label: str, lines: Sequence[str]) -> Cells:
    """A row whose lines stand in two columns, left and right in turn."""
    return (
        FormCell(label, label=True),
        FormCell("\n".join(lines[::2]), lines=2),
        FormCell("\n".join(lines[1::2]), span=2, lines=2),
    )


def precautions(forms: Forms, row: Row) -> list[str]:
    """Each precaution of the kind of work with its box, ticked where it is made ready."""
    kind = row["kind"]
    done = set(listed(row["precautions"])) if isinstance(row["precautions"], str) else set()
    wanted = [*PRECAUTIONS.get(kind, ())] if isinstance(kind, int) else []
    wanted += sorted(item for item in done if item not in wanted)
    boxes = []
    for item in wanted:
        known = forms.names.item_by_id(item)
        if known is not None:
            boxes.append(f"{TICKED[item not in done]} {known.title}")
    return boxes


def gas_table(row: Row, settings: Settings) -> FormTable:
    """The gas test before the work, and lines for those that follow."""
    heads = ("检测时间", *(gas_head(gas) for gas in GASES), "检测人")
    tested = clock(row, "gas_at")
    if tested[:10] == clock(row, "begins_at")[:10]:
        tested = tested[11:]
    first = (tested, *(reading(row, gas) for gas in GASES), text(row, "gas_by"))
    safe: Cells = (
        FormCell("安全值", label=True),
        *(FormCell(gas.bounds, align="center") for gas in gases_of(settings)),
        FormCell(),
    )
    lines = [tuple(FormCell(one, align="center") for one in first)]
    lines += [tuple(FormCell() for _ in heads) for _ in range(TIMES_TO_TEST)]
    return FormTable(
        GAS_WEIGHTS,
        (tuple(FormCell(head, label=True) for head in heads), safe, *lines),
        joined=True,
        whole=True,
    )


def gas_head(key: str) -> str:
    """硫化氢(mg/m³)."""
    field = PERMITS.by_key[key]
    return (
        f"{field.title}({field.unit})" if len(field.title) < 3 else f"{field.title}\n({field.unit})"
    )


def reading(row: Row, key: str) -> str:
    """A reading without its unit, which stands in the head."""
    value = row[key]
    return scaled_text(value, 2) if isinstance(value, int) else ""


def clock(row: Row, key: str) -> str:
    """A moment as it is stored."""
    return str(row[key] or "")


def text(row: Row, key: str) -> str:
    """A text, nothing for none."""
    return str(row[key] or "")
