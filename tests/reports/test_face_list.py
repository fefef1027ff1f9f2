"""Which faces print here, and which characters none of them has."""

from __future__ import annotations

from bureau.reports.render.face_list import faces_in_use, missing_characters
from bureau.reports.render.faces import bundled_faces


def test_without_official_faces_the_bundled_ones_are_named() -> None:
    uses = {use.part: use for use in faces_in_use(bundled_faces())}
    assert uses["正文"].used == "Fandol 仿宋"
    assert uses["正文"].sentence == "本机没有仿宋_GB2312，用程序自带的代替"
    assert not uses["大标题"].official
    assert uses["表格和图"].sentence == "程序自带"


def test_missing_characters_are_listed_once_with_where_they_stand() -> None:
    # A private-use character is in no face; 喆 and ㎡ are.
    found = missing_characters(bundled_faces(), ["张喆 12㎡", "王\ue123店", "又是\ue123"])
    assert found == [("\ue123", "王\ue123店")]
