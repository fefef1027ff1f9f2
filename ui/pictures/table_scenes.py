"""What a clerk opens on a ledger page: forms, menus, filters, value lists, photos."""

from __future__ import annotations

from functools import partial

from bureau.ledger.query import Blank, Is, Not
from ui.ledger import doors, menus
from ui.ledger.inputs.base import FieldInput
from ui.ledger.page import LedgerPage
from ui.pictures.stage import Scene, Stage

CASES = "market-cases"


def table_scenes() -> list[Scene]:
    """All of them, on the case ledger."""
    return [
        ("案件-右键菜单", cell_menu),
        ("案件-列菜单", column_menu),
        ("案件-更多", partial(tool_menu, menu="more_menu")),
        ("案件-筛选方案", partial(tool_menu, menu="saved_menu")),
        ("案件-时间范围", partial(tool_menu, menu="period_menu")),
        ("案件-值列表", partial(value_list, key="category")),
        ("案件-值列表-日期", partial(value_list, key="found_on")),
        ("案件-值列表-数", partial(value_list, key="overdue_days")),
        ("案件-筛选后", filtered),
        ("案件-筛选后没有记录", filtered_to_nothing),
        ("案件-选中一片", selected),
        ("案件-编辑日期", partial(edit_cell, key="found_on")),
        ("案件-编辑类别", partial(edit_cell, key="category")),
        ("案件-编辑错误", faulty_cell),
        ("案件-新增", new_record),
        ("案件-新增-没填全", faulty_form),
        ("案件-修改", change_record),
        ("案件-批量修改", batch),
        ("案件-照片", photos),
        ("案件-导出", export),
        ("案件-导入-选文件", import_file),
        ("案件-导入-预览", import_rows),
        ("案件-导入-结果", import_result),
        ("案件-导入-看不懂", import_refused),
        ("案件-打印", print_list),
    ]


def cases(stage: Stage) -> LedgerPage:
    """The case ledger with nothing filtered, its first row current."""
    page = stage.window.show_page(CASES)
    assert isinstance(page, LedgerPage)
    for delegate, editor in page.table.editors():
        delegate.drop(editor)
    if page.details is not None and page.details.form_is_open:
        page.details.form.give_up()
    if page.filtering.selection.filtered:
        page.filtering.clear()
    stage.settle()
    page.table.walk.go(0, 0)
    page.table.setFocus()
    stage.settle()
    return page


def column_of(page: LedgerPage, key: str) -> int:
    """Where a column stands; the first one where it is hidden."""
    return page.model.column_at(key) or 0


def cell_menu(stage: Stage) -> None:
    """The right-click menu of cells."""
    page = cases(stage)
    page.table.walk.go(3, 3)
    page._at_cell(menus.cell_menu(page))


def column_menu(stage: Stage) -> None:
    """The right-click menu of a heading."""
    page = cases(stage)
    page.table.walk.go(0, 4)
    page.act("column_menu")


def tool_menu(stage: Stage, menu: str) -> None:
    """A menu of the row of buttons."""
    page = cases(stage)
    button = {"more_menu": "more", "saved_menu": "saved", "period_menu": "period"}[menu]
    getattr(page._tools, button).click()


def value_list(stage: Stage, key: str) -> None:
    """The list of a column's values."""
    page = cases(stage)
    page.table.walk.go(0, column_of(page, key))
    page.filtering.open_value_list(column_of(page, key))


def filtered(stage: Stage) -> None:
    """Two filters as chips."""
    page = cases(stage)
    page.filtering.type_words(column_of(page, "address"), "路")
    page.filtering.type_words(column_of(page, "category"), "占道")


def filtered_to_nothing(stage: Stage) -> None:
    """A filter that nothing passes."""
    cases(stage).filtering.take(Is("number", "没有这个编号"))


def selected(stage: Stage) -> None:
    """A block of cells with its sums."""
    page = cases(stage)
    page.table.selectAll()


def edit_cell(stage: Stage, key: str) -> None:
    """A cell that is being edited."""
    page = cases(stage)
    page.table.walk.go(2, column_of(page, key))
    page.act("edit")
    for _delegate, editor in page.table.editors():
        opened = getattr(editor, "open_calendar", None) or getattr(editor, "open_list", None)
        if opened is not None:
            opened()


def faulty_cell(stage: Stage) -> None:
    """What a cell says of a text that it can't take."""
    page = cases(stage)
    page.table.walk.go(2, column_of(page, "found_on"))
    page.act("edit")
    for _delegate, editor in page.table.editors():
        if isinstance(editor, FieldInput):
            editor.set_raw("十三月四十日")
        page.table.finish_editing()


def new_record(stage: Stage) -> None:
    """An empty form."""
    cases(stage).new()


def faulty_form(stage: Stage) -> None:
    """A form that was saved too early."""
    page = cases(stage)
    page.new()
    assert page.details is not None
    form = page.details.form
    form.rows["found_on"].input.set_raw("13月45日")
    form.rows["phone"].input.set_raw("1380")
    form.save()


def change_record(stage: Stage) -> None:
    """The form of a record that is there."""
    page = cases(stage)
    assert page.details is not None
    page.details.edit()


def batch(stage: Stage) -> None:
    """One field of many records."""
    page = cases(stage)
    page.table.walk.go(0, column_of(page, "unit"))
    doors.open_batch(page)


def photos(stage: Stage) -> None:
    """Before and after side by side."""
    page = cases(stage)
    page.filtering.take(Not(Blank("photos_before")))
    stage.settle()
    assert page.details is not None
    page.details.open_photos("photos_before", 0)


def export(stage: Stage) -> None:
    """What is to be written, and where."""
    doors.open_export(cases(stage))


HEADINGS = ("发现日期", "镇街", "地点", "类别", "情况描述", "责任单位", "整改期限", "备注二")
ROWS = (
    (
        "2026.10.3",
        "城东街道",
        "人民路128号门前",
        "占道经营",
        "水果摊占道",
        "一中队",
        "10.5",
        "热线",
    ),
    ("2026-10-3", "城东街道", "人民路东门", "店外经营", "店外堆货", "执法一中队", "10.6", ""),
    ("13月45日", "城东街道", "建设大道20号", "餐饮油烟", "油烟直排", "执法二中队", "10.9", ""),
    ("2026-10-4", "河口镇", "滨河路45号", "没有的类别", "广告牌破损", "执法二中队", "10.2", ""),
)


def block(*lines: int) -> list[list[str]]:
    """Rows of a spreadsheet as a clerk copies them."""
    return [list(HEADINGS), *(list(ROWS[line]) for line in lines)]


def import_file(stage: Stage) -> None:
    """Where a file is picked."""
    doors.open_import(cases(stage))


def import_rows(stage: Stage) -> None:
    """What was understood of the rows; two are refused."""
    doors.open_import(cases(stage), block=block(0, 1, 2, 3))


def import_result(stage: Stage) -> None:
    """What was taken."""
    from ui.exchange.import_dialog import ImportDialog

    import_rows(stage)
    for top in stage.opened():
        if isinstance(top, ImportDialog):
            top.confirm()


def import_refused(stage: Stage) -> None:
    """A file that isn't a ledger."""
    doors.open_import(cases(stage), block=[["通知", "各单位"], ["请于周五前", "报送"]])


def print_list(stage: Stage) -> None:
    """The ledger as paper."""
    page = cases(stage)
    page.filtering.type_words(column_of(page, "address"), "人民路")
    stage.settle()
    page.print_page()
