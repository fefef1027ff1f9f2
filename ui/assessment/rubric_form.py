"""A rubric as a form: its days, the blocks with their full marks and their sum, the items of each."""

from __future__ import annotations

from bureau.assessment.books import NAMED
from bureau.assessment.misfits import Misfit
from bureau.assessment.rubric import Rubric
from bureau.assessment.rubric_sheet import (
    BLOCK,
    BONUS,
    BY_WORDS,
    KINDS,
    PENALTY,
    RubricSheet,
    add_block,
    add_item,
    home_of,
    move_block,
    read_sheet,
    remove_block,
    sheet_of,
    sum_words,
)
from bureau.assessment.sheet_texts import Line
from ui.assessment.fields import Box, Fields
from ui.assessment.form import BookForm, heading
from ui.assessment.grid import Column, Grid
from ui.settings.frame import note, row_of, set_role

GENERAL = "general"
USES = {GENERAL: "通用", NAMED: "只用于指定它的合同"}
BOXES = (
    Box(key="title", title="名称", span=2),
    Box(key="use", title="用途", choices=USES),
    Box(key="valid_from", title="生效日期", hint="2027-01-01；月内生效的从下月起用"),
    Box(key="valid_to", title="失效日期", hint="空着就一直有效"),
    Box(key="floor", title="总分下限", hint="0"),
    Box(key="ceiling", title="总分上限", hint="空着不封顶"),
    Box(key="note", title="说明", span=2),
)
BLOCKS = (
    Column(key="title", title="大项、小项", width=10, stretches=True),
    Column(key="full", title="满分", width=4),
    Column(key="weight", title="权重", width=4, hint="各项都是百分制时填，空着就按满分计"),
    Column(key="by", title="计分办法", width=7, choices=BY_WORDS),
    Column(key="floor", title="最低分", width=4, hint="扣完为止填 0 或空着"),
    Column(key="cap", title="上限", width=4, hint="加分或扣分每月最多多少分"),
    Column(key="best", title="满分值", width=4, hint="测量到这个数值得满分"),
    Column(key="worst", title="零分值", width=4, hint="测量到这个数值得 0 分"),
)
ITEMS = (
    Column(key="title", title="问题", width=14, stretches=True),
    Column(key="points", title="每处分值", width=5, hint="空着就由检查人填写"),
    Column(key="unit", title="单位", width=4),
    Column(key="least", title="最少", width=3, hint="检查人每处至少扣"),
    Column(key="most", title="最多", width=3, hint="检查人每处至多扣"),
    Column(key="cap", title="每月上限", width=5, hint="这一项每月最多扣多少分"),
    Column(
        key="synonyms",
        title="同义词",
        width=12,
        hint="表格里的其他叫法，用“、”隔开；叫法里本来有“、”的，用“；”隔开",
    ),
    Column(key="basis", title="依据条款", width=7),
)
ONLY_BLOCKS = frozenset({"full", "weight", "by", "floor", "best", "worst"})


class RubricForm(BookForm[Rubric]):
    """The blocks above, what is found in the chosen one below."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet = RubricSheet()
        self.family = ""
        self.home = ""
        self.fields = Fields("rubric", BOXES)
        self.blocks = Grid("rubric-blocks", "考核大项", BLOCKS)
        self.items = Grid("rubric-items", "扣分的问题", ITEMS)
        self.sum = note("")
        self.sum.setObjectName("rubric-sum")
        self.sum.setWordWrap(False)
        self.items_heading = heading("")
        self.column.addWidget(self.fields)
        self.remove_one = self.act("删除", "remove-block", self._remove_block)
        self.column.addLayout(row_of(heading("考核大项"), self.sum))
        self.column.addLayout(
            row_of(
                self.act("＋ 大项", "add-block", lambda: self._add_block(BLOCK)),
                self.act("＋ 小项", "add-part", self._add_part),
                self.act("＋ 加分", "add-bonus", lambda: self._add_block(BONUS)),
                self.act("＋ 扣分项", "add-penalty", lambda: self._add_block(PENALTY)),
                self.remove_one,
                self.act("↑", "block-up", lambda: self._move_block(-1)),
                self.act("↓", "block-down", lambda: self._move_block(1)),
            )
        )
        self.column.addWidget(self.blocks)
        self.column.addLayout(
            row_of(
                self.items_heading,
                self.act("＋ 问题", "add-item", self._add_item),
                self.act("删除", "remove-item", self._remove_item),
                self.act("↑", "item-up", lambda: self._move_item(-1)),
                self.act("↓", "item-down", lambda: self._move_item(1)),
            )
        )
        self.column.addWidget(self.items)
        self.column.addStretch(1)
        self.fields.typed.connect(self._typed_field)
        self.blocks.typed.connect(self._typed_block)
        self.items.typed.connect(self._typed_item)
        self.blocks.chosen.connect(self._show_items)

    # -- showing -------------------------------------------------------------------------------

    def lay_out(self, value: Rubric) -> None:
        self.sheet = sheet_of(value)
        self.family = value.family
        self.sheet.fields["use"] = NAMED if value.family.endswith(NAMED) else GENERAL
        self.home = ""
        # Contracts alone name a rubric of their own.
        keys = [box.key for box in BOXES if box.key != "use" or "sanitation" in value.family]
        self.fields.place(keys)
        self.fields.show_texts(self.sheet.fields, editable=self.editable)
        self._show_blocks()

    def value(self, key: str, family: str) -> Rubric:
        named = self.sheet.fields.get("use") == NAMED
        return read_sheet(self.sheet, key=key, family=f"{family}{NAMED}" if named else family)

    def _show_blocks(self, key: str = "") -> None:
        ramps = any(line.get("by") == "ramp" for line in self.sheet.blocks)
        extras = any(line["kind"] != BLOCK for line in self.sheet.blocks)
        for at, column in enumerate(BLOCKS):
            if column.key in ("best", "worst"):
                self.blocks.setColumnHidden(at, not ramps)
            if column.key == "cap":
                self.blocks.setColumnHidden(at, not extras)
        self.blocks.show_lines(
            self.sheet.blocks, editable=self.editable, closed=closed, indent=self._depth
        )
        if key:
            self.blocks.select(key)
        self._show_sum()
        self._show_items(self.blocks.current_key)

    def _depth(self, line: Line) -> int:
        depth, above = 0, line["above"]
        while above:
            depth, above = depth + 1, self.sheet.line(above)["above"]
        return depth

    def _show_sum(self) -> None:
        words, usual = sum_words(self.sheet)
        self.sum.setText(words if usual else f"! {words}")
        set_role(self.sum, "faint" if usual else "warning")

    def _show_items(self, home: str) -> None:
        self.home = home
        line = self.sheet.line(home) if home else None
        kind = line["kind"] if line is not None else BLOCK
        by_problem = line is not None and (kind != BLOCK or line.get("by") == "deductions")
        words = {BLOCK: "扣分的问题", BONUS: "加分的事项", PENALTY: "扣分的事项"}[kind]
        title = (line or {}).get("title", "") or "（未命名）"
        how = BY_WORDS.get((line or {}).get("by", ""), "")
        self.items_heading.setText(
            f"{title}：{words}" if by_problem else f"{title}：{how}，没有扣分的问题"
        )
        self.items.setVisible(by_problem)
        for act in self.acts:
            if "item" in act.objectName():
                act.setVisible(by_problem)
        self.items.show_lines(self.sheet.items.get(home, []), editable=self.editable)

    def mark(self, misfit: Misfit | None) -> None:
        """Brings the block of a wrong item into sight first."""
        if misfit is not None and misfit.row and misfit.row in self.sheet.keys:
            home = home_of(self.sheet, misfit.row)
            if home != self.home and home != misfit.row:
                self.blocks.select(home)
        super().mark(misfit)

    # -- typing --------------------------------------------------------------------------------

    def _typed_field(self, key: str, text: str) -> None:
        self.sheet.fields[key] = text
        self.note_change()

    def _typed_block(self, key: str, column: str, text: str) -> None:
        self.sheet.line(key)[column] = text
        if column in ("by", "title"):
            self._show_blocks()
        self._show_sum()
        self.note_change()

    def _typed_item(self, key: str, column: str, text: str) -> None:
        for line in self.sheet.items.get(self.home, []):
            if line["key"] == key:
                line[column] = text
        self.note_change()

    def _add_block(self, kind: str, above: str = "") -> None:
        key = add_block(self.sheet, kind, above)
        if not above and kind != BLOCK:
            self.sheet.line(key)["title"] = KINDS[kind]
        self._show_blocks(key)
        self.blocks.edit_row(key)

    def _add_part(self) -> None:
        if self.home and self.sheet.line(self.home)["kind"] == BLOCK:
            self._add_block(BLOCK, self.home)

    def _remove_block(self) -> None:
        if self.home:
            remove_block(self.sheet, self.home)
            self._show_blocks()

    def _move_block(self, step: int) -> None:
        if self.home and move_block(self.sheet, self.home, step):
            self._show_blocks(self.home)

    def _add_item(self) -> None:
        if self.home:
            key = add_item(self.sheet, self.home)
            self._show_items(self.home)
            self.bring(self.items)
            self.items.edit_row(key)

    def _remove_item(self) -> None:
        key = self.items.current_key
        lines = self.sheet.items.get(self.home, [])
        self.sheet.items[self.home] = [line for line in lines if line["key"] != key]
        self._show_items(self.home)

    def _move_item(self, step: int) -> None:
        lines = self.sheet.items.get(self.home, [])
        at = self.items.currentRow()
        if 0 <= at < len(lines) and 0 <= at + step < len(lines):
            key = lines[at]["key"]
            lines.insert(at + step, lines.pop(at))
            self._show_items(self.home)
            self.items.select(key)


def closed(line: Line, column: str) -> bool:
    """Cells that a row has no use for."""
    if column == "title":
        return False
    if line["kind"] != BLOCK:
        return column in ONLY_BLOCKS
    if column in ("best", "worst"):
        return line.get("by") != "ramp"
    return column == "cap"
