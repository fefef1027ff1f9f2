"""The list of a record's photos: how it is written, and what an older list of hashes means."""

from __future__ import annotations

from pathlib import Path

import pytest

from bureau.errors import EnvironmentFault
from bureau.storage.photo_lists import KeptPhoto, NewPhoto, kept_photos, picture


def test_a_plain_list_of_hashes_is_a_list_of_upright_photos() -> None:
    assert kept_photos('["ab12","cd34"]') == [KeptPhoto("ab12"), KeptPhoto("cd34")]
    assert kept_photos(None) == []


def test_a_turn_is_written_behind_the_hash() -> None:
    assert kept_photos('["ab12/90","cd34"]') == [KeptPhoto("ab12", 90), KeptPhoto("cd34")]
    assert picture(KeptPhoto("ab12", 90)) == "ab12/90"
    assert picture(KeptPhoto("ab12")) == "ab12"


def test_four_quarter_turns_are_none() -> None:
    photo = KeptPhoto("ab12")
    for degrees in (90, 180, 270, 0):
        photo = photo.turned()
        assert photo.turn == degrees
    assert picture(photo) == "ab12"


def test_what_is_new_is_given_as_it_comes(tmp_path: Path) -> None:
    new = NewPhoto(tmp_path / "a.jpg", "a.jpg").turned()
    assert picture(new) == new == NewPhoto(tmp_path / "a.jpg", "a.jpg", 90)


@pytest.mark.parametrize("written", ['["ab12', "{}", '"ab12"', "7", ""])
def test_a_damaged_list_is_said_to_be(written: str) -> None:
    with pytest.raises(EnvironmentFault, match="照片清单损坏"):
        kept_photos(written)
