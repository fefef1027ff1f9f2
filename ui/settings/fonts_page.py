"""字体: the faces that this PC prints with, and characters in the ledgers that no face has."""

from __future__ import annotations

from typing import cast

from bureau.month.fonts import printed_faces, unprintable
from bureau.reports.render.face_list import FaceUse
from ui.context import Context
from ui.settings.frame import Card, Frame, OneAtATime, PlainList, button, note, row_of


class FontsPage(Frame):
    """Faces by what they print, and what is missing."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            "fonts",
            "字体",
            "打印用公文字体（方正小标宋、仿宋、楷体、黑体）；本机没有的用程序自带的代替。"
            "装好字体后重开程序即可。",
            help_anchor="month#字体",
        )
        self.faces = PlainList(
            "faces", "字体", ("用在", "用的字体", "文件", "说明"), stretch=3, wraps=True
        )
        self.faces.set_widths((5, 8, 13, 0))
        card = Card("打印用的字体")
        card.column.addWidget(self.faces)
        self.column.addWidget(card)
        self.missing = PlainList("missing", "印不出的字", ("字", "编码", "出现在"), stretch=2)
        self.missing.set_widths((3, 6, 0))
        self.missing.hide()
        self.result = note("", "soft")
        self.result.setObjectName("missing-result")
        self.looking = OneAtATime(context.papers)
        self.look = button("查找印不出的字", self.find_missing, "find-missing")
        card = Card("生僻字")
        card.column.addWidget(
            note(
                "人名、店名、地名里的生僻字，如果哪种字体都没有，印出来是〔U+…〕；在这里可以先查一遍。"
            )
        )
        card.column.addWidget(self.missing)
        card.column.addLayout(row_of(self.look, self.result))
        self.column.addWidget(card)
        self.column.addStretch(1)
        context.papers.run(lambda _ticket: printed_faces(), self._show, self.fail)

    def _show(self, found: object) -> None:
        uses = cast(list[FaceUse], found)
        self.faces.show_rows([(use.part, use.used, use.file, use.sentence) for use in uses])
        self.faces.fit_height()

    def find_missing(self) -> None:
        """Looks through names and places of all ledgers."""
        desk = self.context.desk
        self.result.setText("正在查找…")
        self.looking.start(
            lambda ticket: unprintable(desk, ticket.step),
            self._found,
            self._not_found,
            title="查找印不出的字",
        )

    def _found(self, result: object) -> None:
        missing = cast(list[tuple[str, str]], result)
        self.missing.show_rows(
            [(character, f"U+{ord(character):04X}", text) for character, text in missing]
        )
        self.missing.setVisible(bool(missing))
        self.missing.fit_height()
        self.result.setText(
            f"有 {len(missing)} 个字印不出来，请换一个写法，或装上有这些字的字体。"
            if missing
            else "✓ 台账里的字都印得出来。"
        )

    def _not_found(self, error: BaseException) -> None:
        self.result.setText("")
        self.fail(error)
