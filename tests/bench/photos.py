"""I1: a photo's thumbnail beside decoding all of it and scaling down."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from bureau.storage.photos import THUMBNAIL, look_at
from tests.bench.harness import Bench, Outcome, Side, compare
from tests.bench.site import Site


def street_scene(megapixels: int) -> bytes:
    """A JPEG of that size with edges and shades, as a camera's is."""
    width = round((megapixels * 1_000_000 * 4 / 3) ** 0.5)
    height = width * 3 // 4
    picture = Image.radial_gradient("L").resize((width, height)).convert("RGB")
    pen = ImageDraw.Draw(picture)
    for n in range(600):
        x, y = n * 7_919 % width, n * 104_729 % height
        shade = (n * 37 % 256, n * 91 % 256, n * 53 % 256)
        pen.rectangle((x, y, x + 40 + n % 90, y + 30 + n % 70), fill=shade)
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=90)
    return content.getvalue()


def decode_and_scale(content: bytes) -> None:
    """The plain way."""
    with Image.open(io.BytesIO(content)) as image:
        image.load()
        image.thumbnail((THUMBNAIL, THUMBNAIL))
        image.convert("RGB").save(io.BytesIO(), "JPEG", quality=80)


def thumbnail(site: Site, megapixels: int) -> Outcome:
    """I1: everything that is looked up in a photo, the thumbnail with it."""
    content = street_scene(megapixels)
    ours = Side(lambda: look_at(content, "photo.jpg"))
    return compare(site, ours, Side(lambda: decode_and_scale(content)))


BENCHES = (
    Bench("I1", "thumbnail / full decode and scale (megapixels)", "0.2", 12, (3, 12), thumbnail),
)
