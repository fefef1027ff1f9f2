"""Files that only call themselves spreadsheets: web pages, XML, Word tables, pasted reports."""

from __future__ import annotations

from pathlib import Path

import docx

from bureau.exchange.workbook import Span, open_workbook
from bureau.exchange.workbook.chat import chat_records

PAGE = """<html><head><meta charset="gb2312"></head><body>
<table><tr><td><table border=1>
<tr><th colspan=3>案卷导出</th></tr>
<tr><th>案卷编号</th><th>地点</th><th>状态</th></tr>
<tr><td>A1</td><td rowspan=2>人民路&nbsp;12号<br>门前</td><td>已结案</td></tr>
<tr style="display: none"><td>A2</td><td>未结案</td></tr>
</table></td></tr></table></body></html>"""


def test_web_page_of_a_platform(tmp_path: Path) -> None:
    path = tmp_path / "案卷.xls"
    path.write_bytes(PAGE.encode("gbk"))
    (sheet,) = open_workbook(path).sheets
    assert sheet.name == "案卷"
    assert [row.cells for row in sheet.rows()] == [
        ("案卷导出", None, None),
        ("案卷编号", "地点", "状态"),
        ("A1", "人民路 12号\n门前", "已结案"),
        ("A2", None, "未结案"),
    ]
    assert list(sheet.merged) == [Span(1, 1, 1, 3), Span(3, 2, 4, 2)]
    assert sheet.marks.hidden == {4}


def test_web_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.mht"
    path.write_bytes(
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: text/html; charset=gb2312\r\n\r\n"
        + "<table><tr><td>地点</td><td>日期</td></tr></table>".encode("gbk")
        + b"\r\n--x--\r\n"
    )
    (sheet,) = open_workbook(path).sheets
    assert [row.cells for row in sheet.rows()] == [("地点", "日期")]


def test_xml_of_excel_2003(tmp_path: Path) -> None:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    path = tmp_path / "a.xls"
    path.write_text(
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        '<Worksheet ss:Name="十月"><Table><Row ss:Index="2">'
        '<Cell ss:MergeAcross="1"><Data ss:Type="String">标题</Data></Cell>'
        '<Cell ss:Index="4"><Data ss:Type="Number">12</Data></Cell></Row>'
        '<Row><Cell><Data ss:Type="DateTime">2026-10-08T00:00:00.000</Data></Cell>'
        '<Cell><Data ss:Type="Number">1.5</Data></Cell></Row></Table></Worksheet></Workbook>',
        encoding="utf-8",
    )
    (sheet,) = open_workbook(path).sheets
    assert sheet.name == "十月"
    assert [(row.number, row.cells) for row in sheet.rows()] == [
        (2, ("标题", None, None, 12)),
        (3, ("2026-10-08", 1.5, None, None)),
    ]


def test_ledger_in_a_word_document(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("2026年10月市容整治台账")
    table = document.add_table(rows=3, cols=3)
    for row, line in enumerate(
        (["日期", "镇街", "地点"], ["8日", "城关镇", "人民路"], ["9日", "", "东街"])
    ):
        for column, text in enumerate(line):
            table.cell(row, column).text = text
    table.cell(1, 1).merge(table.cell(2, 1))
    path = tmp_path / "台账.docx"
    document.save(str(path))
    (sheet,) = open_workbook(path).sheets
    rows = [row.cells for row in sheet.rows()]
    assert rows[0] == ("2026年10月市容整治台账", None, None)
    assert rows[2] == ("8日", "城关镇", "人民路")
    assert rows[3] == ("9日", None, "东街")
    assert list(sheet.merged) == [Span(3, 2, 4, 2)]


# -- reports pasted from a chat -----------------------------------------------------------------------


def test_counts_of_several_squads() -> None:
    text = """【10月8日市容巡查日报】
一中队：出动执法人员12人次，车辆3台次，劝导占道经营8起，清理15处小广告。
二中队：出动执法人员9人次、车辆2台次、劝导占道经营5起，商户配合较好。"""
    assert chat_records(text) == [
        [
            "日期",
            "中队",
            "出动执法人员(人次)",
            "车辆(台次)",
            "劝导占道经营(起)",
            "清理小广告(处)",
            "备注",
        ],
        ["10月8日", "一中队", "12", "3", "8", "15", None],
        ["10月8日", "二中队", "9", "2", "5", None, "商户配合较好"],
    ]


def test_each_message_is_a_row_with_the_day_of_its_sending() -> None:
    text = """张三 2026/10/8 18:02
今日出动人员12人次，车辆3台次
李四 2026/10/9 17:40
今日出动人员8人次，车辆2台次"""
    assert chat_records(text) == [
        ["日期", "出动人员(人次)", "车辆(台次)"],
        ["2026/10/8", "12", "3"],
        ["2026/10/9", "8", "2"],
    ]


def test_blocks_of_labels() -> None:
    text = """时间：10月8日
地点：人民路12号
问题：占道经营
时间：10月9日
地点：东街3号
问题：乱堆乱放
当场整改"""
    assert chat_records(text) == [
        ["时间", "地点", "问题"],
        ["10月8日", "人民路12号", "占道经营"],
        ["10月9日", "东街3号", "乱堆乱放\n当场整改"],
    ]


def test_an_ordinary_text_is_no_report() -> None:
    assert chat_records("关于开展整治的通知\n请各中队认真落实。") is None
