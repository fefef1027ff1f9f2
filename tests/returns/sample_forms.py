"""Forms as other offices send them: merged heads, formulas, an image, a locked sheet, Word tables."""

from __future__ import annotations

import io

import docx
import openpyxl
import xlsxwriter
from docx.document import Document
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image


def picture() -> io.BytesIO:
    """A small red square."""
    out = io.BytesIO()
    Image.new("RGB", (24, 24), (200, 30, 30)).save(out, "PNG")
    out.seek(0)
    return out


def city_form() -> bytes:
    """市局月报: a merged title, numbers, percent and money cells, sums, a second sheet that looks in.

    表1: A1:F1 title, A2 period, row 4 heads, C5 cases, C6 closed, C7 their share in percent, C8 its
    100-fold, C9 = C5-C6, F5 text. 汇总: B1 = 表1!C5*2.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "表1"
    thin = Side(style="thin")
    sheet["A1"] = "全市城市管理工作月报表"
    sheet.merge_cells("A1:F1")
    sheet["A1"].font = Font(name="黑体", size=18, bold=True)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet["A2"] = "填报单位："
    sheet["D2"] = "报告期："
    sheet.merge_cells("E2:F2")
    for column, head in zip(
        "ABCDEF", ["序号", "指标", "本期", "环比", "累计", "说明"], strict=True
    ):
        sheet[f"{column}4"] = head
        sheet[f"{column}4"].fill = PatternFill("solid", fgColor="DDE6F0")
        sheet[f"{column}4"].font = Font(bold=True)
    titles = ["发现案件（件）", "整改案件（件）", "整改率", "整改率（%）", "未整改（件）"]
    for row, title in enumerate(titles, start=5):
        sheet[f"A{row}"] = row - 4
        sheet[f"B{row}"] = title
        for column in "ABCDEF":
            sheet[f"{column}{row}"].border = Border(thin, thin, thin, thin)
    sheet["C7"].number_format = "0.0%"
    sheet["C5"] = 7
    sheet["C9"] = "=C5-C6"
    sheet["C5"].comment = Comment("按立案数填", "市局")
    sheet.column_dimensions["B"].width = 22
    sheet.print_area = "A1:F10"
    sheet.page_setup.orientation = "landscape"
    sheet.protection.sheet = True
    choice = DataValidation(type="list", formula1='"是,否"')
    choice.add("F9")
    sheet.add_data_validation(choice)
    red = PatternFill(bgColor="FFC7CE")
    sheet.conditional_formatting.add(
        "C5:C9", CellIsRule(operator="lessThan", formula=["0"], fill=red)
    )
    from openpyxl.drawing.image import Image as Drawn

    sheet.add_image(Drawn(picture()), "H1")
    other = book.create_sheet("汇总")
    other["A1"], other["B1"] = "两倍", "=表1!C5*2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def list_form() -> bytes:
    """安委办清单: heads in row 3, two blank rows from row 4, a sum in row 6, a note merged in row 8.

    A number, B:C merged address, D day (a date), E count. E6 = SUM(E4:E5), A8:E8 the note, and a
    print area to row 8. The file comes from another program and has its texts shared.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("清单")
    boxed = book.add_format({"border": 1})
    day = book.add_format({"border": 1, "num_format": "yyyy-mm-dd"})
    head = book.add_format({"border": 1, "bold": True, "bg_color": "#EEEEEE"})
    sheet.merge_range("A1:E1", "隐患排查清单", book.add_format({"bold": True, "font_size": 16}))
    for column, words in ((0, "序号"), (3, "发现日期"), (4, "次数")):
        sheet.write(2, column, words, head)
    sheet.merge_range("B3:C3", "地点", head)
    for row in (3, 4):
        for column in (0, 3, 4):
            sheet.write_blank(row, column, None, day if column == 3 else boxed)
        sheet.merge_range(row, 1, row, 2, "", boxed)
    sheet.write("A6", "合计", boxed)
    sheet.write_formula("E6", "=SUM(E4:E5)", boxed, 0)
    sheet.merge_range("A8:E8", "注：本表每月5日前报。", boxed)
    sheet.set_row(3, 24)
    sheet.print_area("A1:E8")
    book.close()
    return out.getvalue()


def word_form() -> bytes:
    """文明办: a title, a sentence whose placeholder Word broke over three runs, a table of lines."""
    document: Document = docx.Document()
    document.add_heading("文明城市创建工作情况", 1)
    sentence = document.add_paragraph("本月共发现问题 ")
    for piece in ("{{发现", "案", "件}}"):
        sentence.add_run(piece).bold = True
    sentence.add_run(" 件，已整改 ×× 件。")
    document.add_paragraph("联系单位：{{单位}}")
    table = document.add_table(2, 3)
    table.style = "Table Grid"
    for cell, words in zip(table.rows[0].cells, ("序号", "地点", "状态"), strict=True):
        cell.text = words
    document.sections[0].footer.paragraphs[0].text = "报告期 {{期间}}"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
