"""Packages: written by one station, read by another; damaged ones are refused and change nothing."""

from __future__ import annotations

import io
import json
import random  # noqa: TID251 - seeded
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from bureau.errors import UserError
from bureau.storage.check import check
from bureau.storage.merging.package import About, open_package, send
from bureau.storage.merging.reading_in import Outcome, read_in
from bureau.storage.photos import add_photo, photo_findings, photo_path
from tests.storage.merging.county import Sent, Station, Worker, stations


def picture(colour: str) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(made, "JPEG")
    return made.getvalue()


def case_with_photo(station: Station, colour: str) -> str:
    desk = station.desk
    with desk.store.operation(desk, "登记案件") as op:
        digest = add_photo(op, desk.store.folder, picture(colour), "现场.jpg")
        op.insert(
            "market-cases",
            {"address": "解放路1号", "found_on": "2026-10-08", "photos_before": f'["{digest}"]'},
        )
    return digest


def sent(station: Station, target: Path, since: Station | None = None) -> About:
    return send(station.desk, target, since.vector if since else {}, bureau="示例县城市管理局")


def received(station: Station, content: bytes) -> Outcome:
    package = open_package(io.BytesIO(content))
    return read_in(
        station.desk,
        package.operations(),
        package.about.vector,
        label="读入数据包",
        keep=package.keep(station.desk.store.folder),
    )


def test_a_package_brings_records_and_their_photos(tmp_path: Path) -> None:
    with stations(tmp_path, "甲乙") as (one, other):
        digest = case_with_photo(one, "red")
        target = tmp_path / "执法大队.cgb"
        about = sent(one, target)
        assert (about.operations, about.photos, about.bureau) == (1, 1, "示例县城市管理局")
        outcome = received(other, target.read_bytes())
        assert outcome.operations == 1
        assert {name: len(ids) for name, ids in outcome.applied.inserted.items()} == {
            "market-cases": 1
        }
        assert other.dump() == one.dump()
        folder = other.desk.store.folder
        assert photo_path(folder, digest, ".jpg").read_bytes() == picture("red")
        while other.desk.store.index_waiting():
            pass
        assert check(other.desk.store) == []
        with other.desk.store.snapshot() as conn:
            assert list(photo_findings(other.desk.store, conn)) == []
        # The same stick once more brings nothing, the answer is short.
        assert received(other, target.read_bytes()).operations == 0
        back = tmp_path / "综合股.cgb"
        assert sent(other, back, one).operations == 1
        received(one, back.read_bytes())
        with pytest.raises(UserError, match="没有新的可以导出"):
            sent(other, back, one)


def test_a_trial_changes_nothing(tmp_path: Path) -> None:
    with stations(tmp_path, "甲乙") as (one, other):
        case_with_photo(one, "red")
        package = one.sends()
        outcome = read_in(
            other.desk, package.operations, package.vector, label="读入数据包", trial=True
        )
        assert outcome.applied.inserted.keys() == {"market-cases"}
        assert not any(line.startswith("market-cases ") for line in other.dump())
        assert other.vector == {}


def test_what_is_no_package_or_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    with stations(tmp_path, "甲") as (one,):
        case_with_photo(one, "red")
        target = tmp_path / "包.cgb"
        sent(one, target)
    with pytest.raises(UserError, match="不是“城管台账”导出的数据包"):
        open_package(io.BytesIO(b"PK but nothing more"))
    with zipfile.ZipFile(target) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    about = json.loads(parts["package.json"])
    for change, said in (({"format": 2}, "更新版本"), ({"kind": "x"}, "不是“城管台账”")):
        parts["package.json"] = json.dumps({**about, **change}).encode()
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as packed:
            for name, content in parts.items():
                packed.writestr(name, content)
        with pytest.raises(UserError, match=said):
            open_package(made)


def test_a_gap_and_a_fork_are_refused(tmp_path: Path) -> None:
    with stations(tmp_path, "甲乙") as (one, other):
        case_with_photo(one, "red")
        first = one.vector
        case_with_photo(one, "blue")
        with pytest.raises(UserError, match="前面还缺内容"):
            other.reads(one.sends(first))
        assert other.vector == {}
        # What was changed on its way doesn't agree with its own hash.
        whole = one.sends()
        forged = replace(whole.operations[0], actor="别人")
        with pytest.raises(UserError, match="不完整或被改动过"):
            other.reads(Sent((forged,), {forged.station: 1}))
        # Another story under a number that is known already.
        other.reads(whole)
        told = replace(whole.operations[1], hash="00" * 32)
        with pytest.raises(UserError, match="历史在同一处不一样"):
            other.reads(Sent((told,), whole.vector))


@pytest.mark.parametrize("seed", range(2))
def test_flipped_bytes_are_detected_or_harmless(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with stations(tmp_path, "甲乙") as (one, other):
        case_with_photo(one, "red")
        worker = Worker(one, seed)
        for _ in range(6):
            worker.act()
        target = tmp_path / "包.cgb"
        sent(one, target)
        whole = target.read_bytes()
        before = other.dump()
        detected = 0
        for _ in range(24):
            flipped = bytearray(whole)
            flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
            try:
                received(other, bytes(flipped))
            except UserError:
                detected += 1
                assert other.dump() == before
                continue
            assert other.dump() == one.dump()
            before = other.dump()
        assert detected > 8


def test_a_lost_original_does_not_hold_the_rest_back(tmp_path: Path) -> None:
    with stations(tmp_path, "甲乙") as (one, other):
        digest = case_with_photo(one, "red")
        photo_path(one.desk.store.folder, digest, ".jpg").unlink()
        about = sent(one, tmp_path / "包.cgb")
        assert (about.operations, about.photos, about.missing) == (1, 0, 1)
        assert received(other, (tmp_path / "包.cgb").read_bytes()).operations == 1
        with other.desk.store.snapshot() as conn:
            assert len(list(photo_findings(other.desk.store, conn))) == 1
