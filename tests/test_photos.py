"""Photos: kept once and unchanged, upright thumbnails, what is broken refused, what is lost found."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random  # noqa: TID251 - seeded noise

import pytest
from PIL import Image

from bureau.desk import Desk
from bureau.errors import EnvironmentFault, UserError
from bureau.storage.check import check
from bureau.storage.photos import add_photo, photo_findings, photo_path, thumbnail
from bureau.storage.undo import next_undo, undo
from tests.storage.offices import furnish, hurry, opened

RED, BLUE = (200, 30, 30), (30, 30, 200)
ORIENTATION, TIME, SUB, ORIGINAL_TIME = 274, 306, 34665, 36867


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry(monkeypatch)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk over an empty office."""
    with opened(furnish(tmp_path / "台账")) as desk:
        yield desk


def picture(
    size: tuple[int, int] = (800, 600),
    form: str = "JPEG",
    exif: dict[int, object] | None = None,
    camera: dict[int, object] | None = None,
) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    tags = Image.Exif()
    for tag, value in (exif or {}).items():
        tags[tag] = value
    for tag, value in (camera or {}).items():
        tags.get_ifd(SUB)[tag] = value
    file = io.BytesIO()
    options = {"exif": tags} if len(tags) and form != "BMP" else {}
    image.save(file, form, **options)
    return file.getvalue()


def keep(desk: Desk, *sources: Path | bytes, label: str = "登记案件") -> tuple[int, list[str]]:
    """A case with these photos as before-pictures; gives its id and the hashes."""
    with desk.store.operation(desk, label) as op:
        hashes = [add_photo(op, desk.store.folder, source) for source in sources]
        record = op.insert(
            "market-cases",
            {"found_on": "2026-10-08", "address": "桥头", "category": 1050,
             "photos_before": json.dumps(hashes)},
        )  # fmt: skip
    return record, hashes


def originals(desk: Desk) -> list[Path]:
    """Every file in the photo folder."""
    return sorted(path for path in desk.store.folder.photos.rglob("*") if path.is_file())


def facts(desk: Desk, digest: str) -> dict[str, object]:
    """What the database keeps beside an original."""
    row = desk.store.reader().execute("SELECT * FROM photo WHERE hash = ?", (digest,)).fetchone()
    return dict(row)


def findings(desk: Desk) -> list[str]:
    """What check says of the folder, photos included."""
    found = check(desk.store)
    with desk.store.snapshot() as conn:
        return [*found, *photo_findings(desk.store, conn)]


def small(desk: Desk, digest: str) -> Image.Image:
    """The thumbnail as a picture."""
    content = thumbnail(desk.store.reader(), digest)
    assert content is not None
    return Image.open(io.BytesIO(content))


def is_red(image: Image.Image, place: tuple[int, int]) -> bool:
    """Whether a point is red and not blue."""
    pixel = image.convert("RGB").getpixel(place)
    assert isinstance(pixel, tuple)
    return pixel[0] > pixel[2]


def test_the_original_stays_as_it_is_under_its_hash(desk: Desk, tmp_path: Path) -> None:
    content = picture()
    (tmp_path / "整改前 人民路.JPG").write_bytes(content)
    _, [digest] = keep(desk, tmp_path / "整改前 人民路.JPG")
    assert digest == hashlib.sha256(content).hexdigest()
    [path] = originals(desk)
    assert path == desk.store.folder.photos / digest[:2] / f"{digest}.jpg"
    assert path.read_bytes() == content
    kept = facts(desk, digest)
    assert (kept["name"], kept["bytes"]) == ("整改前 人民路.JPG", len(content))
    assert (kept["width"], kept["height"], kept["taken_at"]) == (800, 600, None)
    assert findings(desk) == []


def test_the_same_content_is_kept_once(desk: Desk, tmp_path: Path) -> None:
    content = picture()
    (tmp_path / "甲.jpg").write_bytes(content)
    (tmp_path / "乙.jpeg").write_bytes(content)
    _, first = keep(desk, tmp_path / "甲.jpg")
    _, second = keep(desk, tmp_path / "乙.jpeg", content)
    assert {*first, *second} == {hashlib.sha256(content).hexdigest()}
    assert len(originals(desk)) == 1
    assert desk.store.reader().execute("SELECT count(*) FROM photo").fetchone()[0] == 1
    assert facts(desk, first[0])["name"] == "甲.jpg"


@pytest.mark.parametrize(
    ("form", "ending"),
    [("JPEG", ".jpg"), ("PNG", ".png"), ("WEBP", ".webp"), ("BMP", ".bmp"), ("GIF", ".gif"),
     ("TIFF", ".tif"), ("MPO", ".jpg")],
)  # fmt: skip
def test_kinds_of_picture(desk: Desk, form: str, ending: str) -> None:
    _, [digest] = keep(desk, picture(form=form))
    assert facts(desk, digest)["suffix"] == ending
    assert small(desk, digest).size == (320, 240)
    assert findings(desk) == []


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK", "I;16"])
def test_colours_of_any_kind(desk: Desk, mode: str) -> None:
    file = io.BytesIO()
    Image.new(mode, (640, 400)).save(file, "JPEG" if mode == "CMYK" else "PNG")
    _, [digest] = keep(desk, file.getvalue())
    assert small(desk, digest).size == (320, 200)


@pytest.mark.parametrize(
    ("size", "expected"),
    [((4000, 3000), (320, 240)), ((300, 3000), (32, 320)), ((100, 50), (100, 50))],
)
def test_a_thumbnail_has_at_most_320_pixels_a_side(
    desk: Desk, size: tuple[int, int], expected: tuple[int, int]
) -> None:
    _, [digest] = keep(desk, picture(size))
    assert small(desk, digest).size == expected


@pytest.mark.parametrize(
    ("orientation", "red", "blue"),
    [
        (1, "left", "right"),
        (2, "right", "left"),
        (3, "right", "left"),
        (4, "left", "right"),
        (5, "top", "bottom"),
        (6, "top", "bottom"),
        (7, "bottom", "top"),
        (8, "bottom", "top"),
    ],
)
@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_thumbnail_stands_upright(
    desk: Desk, orientation: int, red: str, blue: str, form: str
) -> None:
    content = picture((800, 600), form, {ORIENTATION: orientation})
    _, [digest] = keep(desk, content)
    image, kept = small(desk, digest), facts(desk, digest)
    width, height = (320, 240) if orientation < 5 else (240, 320)
    assert image.size == (width, height)
    assert (kept["width"], kept["height"]) == ((800, 600) if orientation < 5 else (600, 800))
    places = {
        "left": (10, height // 2),
        "right": (width - 10, height // 2),
        "top": (width // 2, 10),
        "bottom": (width // 2, height - 10),
    }
    assert is_red(image, places[red])
    assert not is_red(image, places[blue])
    [path] = originals(desk)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("exif", "camera", "taken"),
    [
        ({TIME: "2026:10:08 17:00:00"}, {ORIGINAL_TIME: "2026:10:07 09:30:59"}, "2026-10-07 09:30"),
        ({TIME: "2026:10:08 17:00:00"}, {}, "2026-10-08 17:00"),
        ({TIME: "2026:10:08 17:00:00"}, {ORIGINAL_TIME: "0000:00:00 00:00:00"}, "2026-10-08 17:00"),
        ({TIME: "昨天".encode().decode("latin-1")}, {}, None),
        ({ORIENTATION: 1}, {}, None),
    ],
)
def test_time_taken(
    desk: Desk, exif: dict[int, object], camera: dict[int, object], taken: str | None
) -> None:
    _, [digest] = keep(desk, picture(exif=exif, camera=camera))
    assert facts(desk, digest)["taken_at"] == taken


def test_untidy_exif_is_no_reason_to_refuse(desk: Desk) -> None:
    content = picture(exif={TIME: "2026:10:08 17:00:00", ORIENTATION: 6})
    start = content.index(b"Exif\0\0") + 14
    _, [digest] = keep(desk, content[:start] + b"\xff" * 20 + content[start + 20 :])
    assert findings(desk) == []
    assert facts(desk, digest)["taken_at"] is None


def broken_pictures() -> dict[str, bytes]:
    """Files that aren't pictures, or no longer."""
    whole, png = picture(), picture(form="PNG")
    icon = io.BytesIO()
    Image.new("RGB", (32, 32)).save(icon, "PPM")
    return {
        "empty": b"",
        "text": "整改前照片".encode(),
        "cut": whole[: len(whole) // 2],
        "cut-png": png[: len(png) // 2],
        "header-only": whole[:30],
        "heic": b"\0\0\0\x18ftypheic" + bytes(400),
        "foreign": icon.getvalue(),
    }


@pytest.mark.parametrize("kind", list(broken_pictures()))
def test_a_broken_picture_is_refused_and_nothing_kept(
    desk: Desk, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "坏照片.jpg"
    path.write_bytes(broken_pictures()[kind])
    with pytest.raises(UserError, match="坏照片") as refused:
        keep(desk, path)
    assert refused.value.sentence.endswith("。")
    assert originals(desk) == []
    assert desk.store.reader().execute("SELECT count(*) FROM photo").fetchone()[0] == 0
    assert desk.store.reader().execute("SELECT count(*) FROM market_cases").fetchone()[0] == 0


def test_a_photo_that_is_missing_or_a_folder(desk: Desk, tmp_path: Path) -> None:
    for source in (tmp_path / "没有.jpg", tmp_path):
        with pytest.raises(UserError, match="读不出照片"):
            keep(desk, source)


def test_a_file_too_large_for_a_photo(desk: Desk, tmp_path: Path) -> None:
    with (tmp_path / "录像.jpg").open("wb") as file:
        file.truncate(80 * 2**20 + 1)
    with pytest.raises(UserError, match="超过 80 MB"):
        keep(desk, tmp_path / "录像.jpg")


def test_random_bytes_never_crash(desk: Desk) -> None:
    chance = Random(8)
    for form in ("JPEG", "PNG", "WEBP", "GIF", "BMP"):
        whole = picture((60, 40), form, {TIME: "2026:10:08 17:00:00", ORIENTATION: 6})
        for _ in range(60):
            content = bytearray(whole)
            for _ in range(chance.randint(1, 5)):
                content[chance.randrange(min(len(content), 200))] = chance.randrange(256)
            with suppress(UserError):
                keep(desk, bytes(content))
    assert findings(desk) == []


def test_one_bad_photo_keeps_the_whole_step_from_being_saved(desk: Desk) -> None:
    with pytest.raises(UserError):
        keep(desk, picture(), b"nothing")
    assert desk.store.reader().execute("SELECT count(*) FROM market_cases").fetchone()[0] == 0
    assert desk.store.reader().execute("SELECT count(*) FROM photo").fetchone()[0] == 0
    assert findings(desk) == []  # the first original lies there and harms nobody
    keep(desk, picture())
    assert len(originals(desk)) == 1


def test_missing_original_is_found(desk: Desk) -> None:
    _, [first, second] = keep(desk, picture(), picture((500, 500)))
    photo_path(desk.store.folder, first, ".jpg").unlink()
    [sentence] = findings(desk)
    assert sentence.startswith("案件台账里一条的整改前照片不见了")
    assert first[:12] in sentence
    assert second[:12] not in sentence


@pytest.mark.parametrize("change", ["one byte", "shorter"])
def test_damaged_original_is_found_and_mended_by_adding_it_again(desk: Desk, change: str) -> None:
    content = picture()
    _record, [digest] = keep(desk, content)
    path = photo_path(desk.store.folder, digest, ".jpg")
    path.write_bytes(
        content[:-100] if change == "shorter" else content[:500] + b"\0" + content[501:]
    )
    [sentence] = findings(desk)
    assert sentence.startswith("案件台账里一条的整改前照片文件已损坏")
    keep(desk, content)
    assert findings(desk) == []


def test_photo_that_nobody_noted_is_found(desk: Desk) -> None:
    with desk.store.operation(desk, "登记案件") as op:
        op.insert(
            "market-cases",
            {"found_on": "2026-10-08", "address": "桥头", "category": 1050,
             "photos_after": json.dumps(["0" * 64])},
        )  # fmt: skip
    [sentence] = findings(desk)
    assert "整改后照片没有登记" in sentence


def test_undo_of_the_record_keeps_the_original(desk: Desk) -> None:
    record, [digest] = keep(desk, picture())
    step = next_undo(desk, desk.store.reader())
    assert step is not None
    undone = undo(desk, step.ref)
    assert desk.store.reader().execute("SELECT count(*) FROM market_cases").fetchone()[0] == 0
    assert len(originals(desk)) == 1
    assert findings(desk) == []
    redo = desk.store.reader().execute("SELECT station, seq FROM op ORDER BY rowid DESC").fetchone()
    undo(desk, (redo["station"], redo["seq"]))
    assert undone.applied == 1
    row = desk.store.reader().execute("SELECT id, photos_before FROM market_cases").fetchone()
    assert (row["id"], json.loads(row["photos_before"])) == (record, [digest])
    assert small(desk, digest).size == (320, 240)
    assert findings(desk) == []


def test_photo_folder_that_can_not_be_made(desk: Desk) -> None:
    desk.store.folder.photos.write_text("占住", "utf-8")
    with pytest.raises(EnvironmentFault):
        keep(desk, picture())
    assert desk.store.reader().execute("SELECT count(*) FROM market_cases").fetchone()[0] == 0


KILLED = """
import sys
from pathlib import Path
from bureau.opening import open_desk
from bureau.storage.photos import add_photo
with open_desk(Path(sys.argv[1]), writable=True) as desk:
    with desk.store.operation(desk, "登记案件") as op:
        digest = add_photo(op, desk.store.folder, Path(sys.argv[2]))
        op.insert("market-cases", {"found_on": "2026-10-08", "address": "桥头", "category": 1050,
                                   "photos_before": f'["{digest}"]'})
        print("not saved yet", flush=True)
        sys.stdin.read()
"""


def test_kill_between_file_and_commit_leaves_only_a_file(tmp_path: Path) -> None:
    root, source = furnish(tmp_path / "台账"), tmp_path / "照片.jpg"
    source.write_bytes(picture())
    repository = Path(__file__).resolve().parent.parent
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(root), str(source)],
        env={**os.environ, "PYTHONPATH": str(repository)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as working:
        assert working.stdout is not None
        assert working.stdout.readline().strip() == b"not saved yet"
        working.kill()
    with opened(root) as desk:
        assert [path.read_bytes() for path in originals(desk)] == [source.read_bytes()]
        assert desk.store.reader().execute("SELECT count(*) FROM photo").fetchone()[0] == 0
        assert desk.store.reader().execute("SELECT count(*) FROM market_cases").fetchone()[0] == 0
        assert findings(desk) == []
        keep(desk, source)
        assert len(originals(desk)) == 1
        assert findings(desk) == []


def test_a_photo_that_was_turned_is_still_the_same_photo(desk: Desk) -> None:
    record, [digest] = keep(desk, picture())
    with desk.store.operation(desk, "旋转照片") as op:
        op.update("market-cases", record, {"photos_before": json.dumps([f"{digest}/90"])})
    assert findings(desk) == []
    originals(desk)[0].unlink()
    assert len(findings(desk)) == 1
