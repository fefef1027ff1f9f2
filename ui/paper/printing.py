"""Sends a PDF's own pages to a printer: page by page, as pictures of at most 300 dpi on white."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from bureau.errors import EnvironmentFault
from bureau.reports.pages import MOST_DPI, POINTS_PER_INCH, Pages
from ui.paper.pictures import image_of
from ui.tasks import Runner, Ticket

PaperSize = Literal["A4", "A3"]
Sides = Literal["one", "long-edge", "short-edge"]
SIZES: Final[dict[PaperSize, QPageSize.PageSizeId]] = {
    "A4": QPageSize.PageSizeId.A4,
    "A3": QPageSize.PageSizeId.A3,
}
DUPLEX: Final[dict[Sides, QPrinter.DuplexMode]] = {
    "one": QPrinter.DuplexMode.DuplexNone,
    "long-edge": QPrinter.DuplexMode.DuplexLongSide,
    "short-edge": QPrinter.DuplexMode.DuplexShortSide,
}


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """What is to be printed and how; `pages` are positions from 0."""

    printer: str
    pages: tuple[int, ...]
    copies: int = 1
    sides: Sides = "one"
    paper: PaperSize = "A4"
    title: str = ""
    collate: bool = True
    """Whether a whole copy is printed before the next begins."""
    actual: bool = False
    """Whether a page keeps its own size, instead of as large as the sheet takes it."""


MakePrinter = Callable[[PrintOrder], QPrinter]


def printers_here() -> list[str]:
    """Names of the printers of this PC, the usual one first."""
    usual = QPrinterInfo.defaultPrinterName()
    return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != usual, name))


def system_printer(order: PrintOrder) -> QPrinter:
    """The printer named in the order."""
    return QPrinter(QPrinterInfo.printerInfo(order.printer), QPrinter.PrinterMode.HighResolution)


def prepare(printer: QPrinter, order: PrintOrder, size: tuple[float, float]) -> tuple[int, ...]:
    """Tells the printer about the order; gives the pages that must be sent.

    A driver that knows nothing of copies gets the pages again and again.
    """
    printer.setDocName(order.title)
    printer.setFullPage(True)
    printer.setResolution(min(max(printer.resolution(), 150), MOST_DPI))
    printer.setPageLayout(layout_for(order.paper, size))
    printer.setDuplex(DUPLEX[order.sides])
    if printer.supportsMultipleCopies():
        printer.setCopyCount(order.copies)
        printer.setCollateCopies(order.collate)
        return order.pages
    if order.collate:
        return order.pages * order.copies
    return tuple(page for page in order.pages for _ in range(order.copies))


def layout_for(paper: PaperSize, size: tuple[float, float]) -> QPageLayout:
    """The sheet for a page of this size, upright or across as the page is; no margins of its own."""
    across = size[0] > size[1]
    layout = QPageLayout(
        QPageSize(SIZES[paper]),
        QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait,
        QMarginsF(0, 0, 0, 0),
    )
    # The page has margins of its own: the driver's must not shrink it.
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def place_on(sheet: QSizeF, size: tuple[float, float], scale: float = 0.0) -> QRectF:
    """Where a page lies on the sheet, centred: at this scale, or as large as it goes whole."""
    scale = scale or min(sheet.width() / size[0], sheet.height() / size[1])
    width, height = size[0] * scale, size[1] * scale
    return QRectF((sheet.width() - width) / 2, (sheet.height() - height) / 2, width, height)


class PrintRun(QObject):
    """One order on its way. Pages are made one at a time, so that a preview gets its turn between.

    Its own copy of the PDF is open meanwhile: the preview may be closed.
    """

    moved = Signal(int, int)
    """Sheets sent, of how many."""
    done = Signal()
    failed = Signal(object)

    def __init__(
        self,
        lane: Runner,
        content: bytes,
        order: PrintOrder,
        make_printer: MakePrinter = system_printer,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._lane = lane
        self._content = content
        self._order = order
        self._make_printer = make_printer
        self._pages: Pages | None = None
        self._printer: QPrinter | None = None
        self._painter: QPainter | None = None
        self._sheets: Sequence[int] = order.pages
        self._sent = 0
        self._ticket: Ticket | None = None
        self._ended = False

    def start(self) -> None:
        """Begins to print."""
        self._next(self._begin)

    def ended(self) -> bool:
        """Whether it is over, done or not."""
        return self._ended

    def cancel(self) -> None:
        """Stops after the page under way; what the printer has, it prints."""
        if self._ended:
            return
        self._ended = True
        if self._ticket is not None:
            self._ticket.cancel()
        self._close(aborted=True)

    def _next(self, work: Callable[[], None]) -> None:
        def run(ticket: Ticket) -> object:
            ticket.step(self._sent, len(self._sheets))
            work()
            return None

        title = f"打印 {self._order.title}"
        self._ticket = self._lane.run(run, self._go_on, self._fail, title=title)

    def _go_on(self, _result: object) -> None:
        if self.ended():
            return
        self.moved.emit(self._sent, len(self._sheets))
        if self.ended():  # stopped by whoever heard how far it is
            return
        if self._sent < len(self._sheets):
            self._next(self._send)
            return
        self._ended = True
        self._close(aborted=False, then=self.done.emit)

    def _fail(self, error: BaseException) -> None:
        self._ended = True
        self._close(aborted=True)
        self.failed.emit(error)

    # -- in the lane ----------------------------------------------------------------------------

    def _begin(self) -> None:
        pages = self._pages = Pages(self._content)
        printer = self._printer = self._make_printer(self._order)
        self._sheets = prepare(printer, self._order, pages.sizes[self._order.pages[0]])
        painter = self._painter = QPainter()
        if not printer.isValid() or not painter.begin(printer):
            raise EnvironmentFault(
                f"打印机“{self._order.printer}”没有响应，没有打印；"
                "请检查它是否开机、联机，或先保存为 PDF。"
            )

    def _send(self) -> None:
        pages, printer, painter = self._pages, self._printer, self._painter
        assert pages is not None
        assert printer is not None
        assert painter is not None
        page = self._sheets[self._sent]
        size = pages.sizes[page]
        if self._sent:
            printer.setPageLayout(layout_for(self._order.paper, size))
            if not printer.newPage():
                raise EnvironmentFault(
                    f"打印到第 {self._sent} 页时打印机“{self._order.printer}”不再响应；"
                    "请检查纸张和连接，从下一页起重新打印。"
                )
        sheet = printer.pageLayout().fullRectPixels(printer.resolution())
        scale = printer.resolution() / POINTS_PER_INCH if self._order.actual else 0.0
        area = place_on(QSizeF(sheet.size()), size, scale)
        painter.drawImage(area, self._picture(pages, page, area.width()))
        self._sent += 1

    def _picture(self, pages: Pages, page: int, width: float) -> QImage:
        most = pages.sizes[page][0] / POINTS_PER_INCH * MOST_DPI
        return image_of(pages.picture(page, round(min(width, most))))

    def _close(self, *, aborted: bool, then: Callable[[], None] = lambda: None) -> None:
        """Ends the job in the lane, where it was begun."""

        def end(_ticket: Ticket) -> object:
            if self._printer is not None and aborted:
                self._printer.abort()
            if self._painter is not None and self._painter.isActive():
                self._painter.end()
            if self._pages is not None:
                self._pages.close()
            self._painter = self._printer = self._pages = None
            return None

        if self._lane.run(end, lambda _result: then(), self.failed.emit).cancelled:
            end(Ticket())  # the lane has ended: nobody else is in there
