"""What stands around the fields of a form: title, notice, scrolling, the buttons below."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bureau.ledger.declaration import Ledger
from ui import tokens
from ui.context import Context
from ui.ledger.form_body import FormBody
from ui.ledger.photos.field import PhotosInput
from ui.ledger.photos.pictures import photos_in
from ui.widgets.bars import NoticeBar


class FormFrame(QWidget):
    """The parts of a form, without what they do; photos may be let go anywhere on it."""

    def __init__(self, context: Context, ledger: Ledger, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.context = context
        self.ledger = ledger
        self.title = QLabel(self)
        self.title.setProperty("role", "title")
        self.notice = NoticeBar(self)
        scroll = QScrollArea(self)
        # At its place from the first: each move of so many boxes dresses all of them anew.
        self.body = FormBody(context, ledger, scroll.viewport())
        self.rows = self.body.rows
        scroll.setWidget(self.body)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area = scroll
        self.save_button = QPushButton("保存", self)
        self.save_button.setObjectName("form-save")
        self.save_button.setProperty("role", "main")
        self.save_button.setToolTip("Ctrl+S 或 Ctrl+回车")
        self.next_button = QPushButton("保存并新增", self)
        self.next_button.setObjectName("form-save-next")
        self.next_button.setToolTip("Ctrl+Shift+回车；日期、单位、路段等留给下一条")
        self.cancel_button = QPushButton("取消", self)
        self.cancel_button.setObjectName("form-cancel")
        self.cancel_button.setProperty("role", "quiet")
        bar = QHBoxLayout()
        edge = tokens.GRID * 2
        bar.setContentsMargins(edge, tokens.GRID, edge, tokens.GRID)
        bar.setSpacing(tokens.GRID)
        self.save_button.setMinimumWidth(112)
        bar.addWidget(self.save_button)
        bar.addWidget(self.next_button)
        bar.addStretch(1)
        bar.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, edge, 0, 0)
        column.setSpacing(tokens.GRID)
        self.title.setContentsMargins(edge, 0, edge, 0)
        column.addWidget(self.title)
        column.addWidget(self.notice)
        column.addWidget(scroll, 1)
        column.addLayout(bar)
        self.setAcceptDrops(True)

    # -- photos, wherever they are let go -----------------------------------------------------

    def photo_boxes(self) -> list[PhotosInput]:
        """The boxes that take photos now."""
        boxes = (row.input for row in self.rows.values() if row.isVisibleTo(self))
        return [box for box in boxes if isinstance(box, PhotosInput)]

    def take_photos(self, held: QMimeData | None) -> None:
        """Puts pasted or dropped photos into the first box for them, and shows where they went."""
        photos, boxes = photos_in(held), self.photo_boxes()
        if photos and boxes:
            boxes[0].strip.add(photos)
            self.area.ensureWidgetVisible(boxes[0])
            self.context.news.said.emit(f"{len(photos)} 张照片放进了“{boxes[0].field.title}”")
        elif photos:
            self.context.news.said.emit("照片请在详情里添加：先保存或取消，再拖到照片的位置。")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if self.photo_boxes() and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        event.acceptProposedAction()
        self.take_photos(event.mimeData())
