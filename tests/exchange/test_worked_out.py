"""Words on how far something is: done, on which day, or not."""

from __future__ import annotations

import pytest

from bureau.exchange.worked_out import Said, said


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("已修复10.17", Said(True, "10.17")),
        ("已修复（10月6日）", Said(True, "10月6日")),
        ("10.9已修", Said(True, "10.9")),
        ("2026年10月9日修复完成", Said(True, "2026年10月9日")),
        ("已完成", Said(True)),
        ("已恢复亮灯。", Said(True)),
        ("维修中", Said(False)),
        ("未修复", Said(False)),
        ("待派工", Said(False)),
        ("更换光源", None),
        ("已修复，另有两盏待换", None),
        ("更换10.5", None),
        ("是", None),
    ],
)
def test_words_on_how_far_it_is(text: str, meant: Said | None) -> None:
    assert said(text) == meant


def test_yes_and_no_count_under_a_heading_that_asks() -> None:
    assert (said("是", marks=True), said("否", marks=True)) == (Said(True), Said(False))
