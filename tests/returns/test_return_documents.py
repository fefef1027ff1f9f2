"""Word forms: placeholders that Word broke, placeholders put by the program, lines of a ledger."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from bureau.errors import UserError
from bureau.returns import word
from bureau.returns.package import Package, open_form
from tests.returns.sample_forms import word_form


def opened(content: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(content))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_placeholders_are_found_whole_even_where_word_broke_them() -> None:
    assert word.placeholders(Package(word_form())) == ("发现案件", "单位", "期间")


def test_the_outline_shows_paragraphs_and_tables() -> None:
    found = word.outline(Package(word_form()))
    assert [block.rows[0][0].text for block in found if not block.table] == [
        "文明城市创建工作情况",
        "本月共发现问题 {{发现案件}} 件，已整改 ×× 件。",
        "联系单位：{{单位}}",
    ]
    (table,) = [block for block in found if block.table]
    assert [spot.key for spot in table.rows[1]] == ["t0r1c0", "t0r1c1", "t0r1c2"]


def test_values_keep_the_face_that_the_placeholder_had() -> None:
    content = word.fill_document(
        Package(word_form()), {"发现案件": "183", "期间": "2026年10月"}, {}
    )
    document = opened(content)
    sentence = document.paragraphs[1]
    assert sentence.text == "本月共发现问题 183 件，已整改 ×× 件。"
    assert [run.bold for run in sentence.runs if "183" in run.text] == [True]
    assert document.paragraphs[2].text == "联系单位：{{单位}}"  # nobody said what it is
    assert document.sections[0].footer.paragraphs[0].text == "报告期 2026年10月"


def test_only_the_parts_with_text_change() -> None:
    form = word_form()
    content = word.fill_document(Package(form), {"发现案件": "183", "期间": "2026年10月"}, {})
    before, after = parts(form), parts(content)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"word/document.xml", "word/footer1.xml"}
    assert list(before) == list(after)


def test_what_looks_like_markup_is_text() -> None:
    content = word.fill_document(Package(word_form()), {"发现案件": "<3 & {{7*7}}"}, {})
    assert opened(content).paragraphs[1].text == "本月共发现问题 <3 & {{7*7}} 件，已整改 ×× 件。"


def test_a_text_that_is_pointed_at_becomes_a_placeholder() -> None:
    marked = Package(word.mark_spot(Package(word_form()), "p1", "整改案件", "××"))
    assert word.placeholders(marked) == ("发现案件", "整改案件", "单位", "期间")
    content = word.fill_document(marked, {"整改案件": "150", "发现案件": "183"}, {})
    assert opened(content).paragraphs[1].text == "本月共发现问题 183 件，已整改 150 件。"


def test_a_cell_becomes_a_placeholder_and_back() -> None:
    marked = Package(word.mark_spot(Package(word_form()), "t0r1c1", "数1"))
    assert "数1" in word.placeholders(marked)
    again = Package(word.without_mark(marked, "数1"))
    assert word.placeholders(again) == ("发现案件", "单位", "期间")


def test_a_row_repeats_itself_for_every_line() -> None:
    marked = Package(word.mark_lines(Package(word_form()), "t0r1c0", "明细1", 3))
    assert "明细1" in word.placeholders(marked)
    lines = [["1", "人民路12号", "已整改"], ["2", "滨河路口", "整改中"]]
    table = opened(word.fill_document(marked, {}, {"明细1": lines})).tables[0]
    shown = [[cell.text for cell in row.cells] for row in table.rows]
    assert shown == [["序号", "地点", "状态"], *lines]
    none = opened(word.fill_document(marked, {}, {"明细1": []})).tables[0]
    assert len(none.rows) == 1
    assert word.placeholders(Package(word.without_mark(marked, "明细1"))) == (
        *("发现案件", "单位", "期间"),
    )


def test_placeholders_that_cannot_be_read_are_named() -> None:
    marked = Package(word.mark_spot(Package(word_form()), "p1", "案件（件）", "××"))
    with pytest.raises(UserError, match=r"\{\{案件（件）\}\}.*汉字、字母、数字"):
        word.fill_document(marked, {}, {})


def test_a_text_that_is_gone_is_said() -> None:
    with pytest.raises(UserError, match="找不到“△△”"):
        word.mark_spot(Package(word_form()), "p1", "数", "△△")
    with pytest.raises(UserError, match="没有这个位置"):
        word.mark_spot(Package(word_form()), "t9r0c0", "数")


def test_what_looks_like_a_remark_stays() -> None:
    document = docx.Document()
    document.add_paragraph("{{数}}件 {# 注意 #} 完")
    out = io.BytesIO()
    document.save(out)
    content = word.fill_document(Package(out.getvalue()), {"数": "183"}, {})
    assert opened(content).paragraphs[0].text == "183件 {# 注意 #} 完"


@pytest.mark.parametrize(
    ("part", "before", "after", "sentence"),
    [
        (
            "[Content_Types].xml",
            b"openxmlformats-officedocument.wordprocessingml.document.main",
            b"ms-word.document.macroEnabled.main",
            r"带宏的文档；请打开后另存为普通的 \.docx",
        ),
        (
            "word/document.xml",
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            "Strict Open XML",
        ),
    ],
)
def test_other_documents_are_refused_when_they_are_added(
    part: str, before: bytes, after: bytes, sentence: str
) -> None:
    package = Package(word_form())
    package.put(part, package.read(part).replace(before, after))
    with pytest.raises(UserError, match=sentence):
        open_form(package.content(), "表.docx")
