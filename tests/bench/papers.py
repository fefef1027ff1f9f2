"""P1 to P4: a ledger as PDF beside a bare canvas, ReportLab's own tables and a spreadsheet program."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from bureau.exchange.export_column import ExportColumn
from bureau.exchange.write_xlsx import write_xlsx
from bureau.reports.ledger_paper import LedgerColumn, ledger_paper
from bureau.reports.paper import Paper
from bureau.reports.paper import Table as PaperTable
from bureau.reports.render.faces import Family, bundled_faces
from bureau.reports.render.layout import paginate
from bureau.reports.render.pdf import render_pdf
from bureau.reports.render.pen import Colour, Pen
from bureau.reports.render.tables import table_boxes
from bureau.reports.render.text import Setter
from bureau.reports.render.theme import THEMES, page_of
from tests.bench.county import HOW, TOWNS, UNITS, WHAT, party, place_of
from tests.bench.harness import Bench, NotMeasured, Outcome, Side, compare
from tests.bench.office import convert, office_program
from tests.bench.site import Site

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
BENCH_FONT, BENCH_BOLD = "bench", "bench-bold"
FIVE_HUNDRED, THOUSAND, TEN_THOUSAND = 500, 1_000, 10_000
COLUMNS = (
    LedgerColumn("发现时间", "date"),
    LedgerColumn("镇街", "choice"),
    LedgerColumn("地点"),
    LedgerColumn("问题描述"),
    LedgerColumn("当事人"),
    LedgerColumn("责任单位", "choice"),
    LedgerColumn("状态", "choice"),
    LedgerColumn("处置结果"),
    LedgerColumn("编号", "number"),
)


@dataclass(frozen=True, slots=True)
class Word:
    """One text that stands on a page."""

    x: float
    y: float
    text: str
    font: str
    size: float


@dataclass(slots=True)
class Sheet:
    """The marks of one page."""

    words: list[Word]
    rules: list[tuple[float, float, float, float]]
    areas: list[tuple[float, float, float, float, Colour]]


@cache
def printed_rows(count: int) -> list[tuple[str, ...]]:
    """Rows as they are printed."""
    return [
        (
            f"2026-10-{1 + n % 31:02}",
            TOWNS[n % len(TOWNS)],
            place_of(n * 2_654_435_761 % 2**32),
            WHAT[n * 5 % len(WHAT)],
            party(n, n * 3, n * 7, n * 11),
            UNITS[n % len(UNITS)],
            "结案" if n % 4 else "处置中",
            HOW[n * 3 % len(HOW)],
            str(1 + n),
        )
        for n in range(count)
    ]


def ledger(count: int) -> Paper:
    """The case ledger, across."""
    return ledger_paper(
        "市容秩序案件台账", COLUMNS, printed_rows(count), filter_text="2026年10月", numbered=False
    )


def print_ledger(count: int) -> None:
    """Ours: from the paper to the file's bytes."""
    render_pdf(ledger(count), BytesIO())


class Recording(Pen):
    """Notes every mark of a page instead of drawing it."""

    sheets: list[Sheet]

    def __init__(self) -> None:
        super().__init__(embedding=None)  # type: ignore[arg-type]  # nothing is embedded
        self.sheet = Sheet([], [], [])

    def text(
        self, x: float, y: float, text: str, family: Family, size: float, colour: Colour = "#000000"
    ) -> None:
        font = BENCH_BOLD if "Bold" in str(family.main.name) else BENCH_FONT
        self.sheet.words.append(Word(x, y, text, font, size))

    def spaced_text(
        self,
        x: float,
        y: float,
        runs: list[tuple[str, float]],
        family: Family,
        size: float,
        colour: Colour,
    ) -> None:
        self.text(x, y, "".join(text for text, _ in runs), family, size, colour)

    def area(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        self.sheet.areas.append((x, y, width, height, colour))

    def rule(
        self, x1: float, y1: float, x2: float, y2: float, width: float, colour: Colour = "#000000"
    ) -> None:
        self.sheet.rules.append((x1, y1, x2, y2))


def sheets_of(paper: Paper) -> list[Sheet]:
    """The marks of the paper's tables, page by page."""
    theme = THEMES[paper.form]
    page = page_of(theme, paper.orientation)
    setter = Setter(bundled_faces())
    boxes = [
        box
        for block in paper.blocks
        if isinstance(block, PaperTable)
        for box in table_boxes(block, theme, page.text_width, setter)
    ]
    sheets = []
    for placed in paginate(boxes, page.text_height):
        pen = Recording()
        for one in placed:
            one.box.draw(pen, page.left, page.height - page.top - one.down)
        sheets.append(pen.sheet)
    return sheets


@cache
def register_fonts() -> None:
    """The same faces for ReportLab itself, parsed before anything is timed."""
    pdfmetrics.registerFont(TTFont(BENCH_FONT, FONTS / "NotoSansSC-Regular.ttf"))
    pdfmetrics.registerFont(TTFont(BENCH_BOLD, FONTS / "NotoSansSC-Bold.ttf"))


def draw_bare(sheets: list[Sheet]) -> None:
    """The marks once more through the canvas's own calls."""
    canvas = Canvas(BytesIO(), pagesize=landscape(A4), initialFontName=BENCH_FONT)
    for sheet in sheets:
        for x, y, width, height, colour in sheet.areas:
            canvas.setFillColor(colors.HexColor(colour))
            canvas.rect(x, y, width, height, stroke=0, fill=1)
        canvas.setFillColor(colors.black)
        canvas.setLineWidth(0.4)
        canvas.lines(sheet.rules)
        for word in sheet.words:
            canvas.setFont(word.font, word.size)
            canvas.drawString(word.x, word.y, word.text)
        canvas.showPage()
    canvas.getpdfdata()


def draw_with_paragraphs(count: int) -> None:
    """What ReportLab's handbook proposes: a table with a paragraph in each cell."""
    style = ParagraphStyle("cell", fontName=BENCH_FONT, fontSize=8, leading=10.8, wordWrap="CJK")
    head = [Paragraph(column.title, style) for column in COLUMNS]
    body = [[Paragraph(cell, style) for cell in row] for row in printed_rows(count)]
    widths = [62, 50, 120, 150, 75, 65, 45, 130, 40]
    table = Table([head, *body], colWidths=widths, repeatRows=1)
    table.setStyle([("GRID", (0, 0), (-1, -1), 0.4, colors.grey)])
    SimpleDocTemplate(
        BytesIO(), pagesize=landscape(A4), leftMargin=40, rightMargin=40, initialFontName=BENCH_FONT
    ).build([table])


def beside_canvas(site: Site, count: int) -> Outcome:
    """P1: the floor is drawing the same marks at places that are known."""
    register_fonts()
    sheets = sheets_of(ledger(count))
    return compare(site, Side(lambda: print_ledger(count)), Side(lambda: draw_bare(sheets)))


def beside_paragraphs(site: Site, count: int) -> Outcome:
    """P2."""
    register_fonts()
    reference = Side(lambda: draw_with_paragraphs(count))
    return compare(site, Side(lambda: print_ledger(count)), reference)


def beside_office_program(site: Site, count: int) -> Outcome:
    """P3: the spreadsheet program starts, reads the table and prints it."""
    program = office_program()
    if program is None:
        return NotMeasured("LibreOffice is not installed")
    place = site.place("print")
    source = place / "ledger.xlsx"
    write_xlsx(source, [ExportColumn(one.title) for one in COLUMNS], printed_rows(count))
    reference = Side(lambda: convert(program, source, "pdf", place))
    return compare(site, Side(lambda: print_ledger(count)), reference)


def lay_out(count: int) -> None:
    """The layout part: rows measured, wrapped and put on pages."""
    paper = ledger(count)
    theme = THEMES[paper.form]
    page = page_of(theme, paper.orientation)
    setter = Setter(bundled_faces())
    for block in paper.blocks:
        if isinstance(block, PaperTable):
            paginate(table_boxes(block, theme, page.text_width, setter), page.text_height)


def growth_of_layout(site: Site, count: int) -> Outcome:
    """P4: ten times the rows."""
    small = count // 10
    return compare(site, Side(lambda: lay_out(count)), Side(lambda: lay_out(small)))


BENCHES = (
    Bench("P1", "ledger as PDF / bare canvas, same marks", "1.3", 500, (500, 5_000), beside_canvas),
    Bench("P2", "the same / Table of Paragraphs", "0.4", 500, (500,), beside_paragraphs),
    Bench("P3", "the same / LibreOffice", "0.3", 500, (500,), beside_office_program),
    Bench("P4", "layout of rows / of a tenth of them", "11", 10_000, (10_000,), growth_of_layout),
)
