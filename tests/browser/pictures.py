"""Takes the pictures of docs/pictures: every type of page at three widths.

    make demo
    .venv/bin/python -m tests.browser.pictures http://127.0.0.1:8000

Which pages there are comes from the URLconf; the history of a record and its form for
concerns are taken once, as they look alike for every kind. A few pages are taken in
the dark too, in Russian and in Kazakh. What the first collection does not show is
taken of a demo into which examples were put:

    DEMO=1 .venv/bin/python -m tests.browser.examples editor reviewer steward
    .venv/bin/python -m tests.browser.pictures http://127.0.0.1:8000 examples
"""

import io
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import django
from PIL import Image
from playwright.sync_api import Page, sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
os.environ.setdefault("DEMO", "1")
django.setup()

from tests.browser.conftest import PROGRAMS  # noqa: E402
from tests.browser.house import PROJECT, House  # noqa: E402
from tests.browser.types import PageType, distinct, readers_types  # noqa: E402

PICTURES = PROJECT / "docs" / "pictures"
# A phone, a tablet, a desktop: width and height of what is seen first.
WINDOWS = {360: 740, 768: 1024, 1280: 800}
MOST = 60 * 1024
ALIKE = re.compile(
    "(witness|quote|media|collection)-(editions|edition|changes|report)$|report-thanks$"
)
# Beside English in light: the language's prefix and the scheme.
ALSO = {"testimony": (("/kk", "dark"), ("/ru", "light")), "home": (("/kk", "light"),)}

# What no page of the first collection shows.
EXAMPLES = {
    "recorded": "/testimonies/*/told-aloud/#recording",
    "translated": "/testimonies/*/told-twice/?text=ru#account",
    "side": "/testimonies/*/told-twice/?text=side#account",
    "related": "/testimonies/*/told-twice/#related",
    "copy": "/media/*/an-example-of-a-picture/",
    "caption": "/ru/media/*/an-example-of-a-picture/",
    "script": "/search/?q=primer",
    "tag": "/search/?q=exampel",
}

# What lies below on the longest page: the account, its days, its end.
BELOW = {"account": "#p1", "days": "#days", "end": "#cite"}


def take_all(address: str, *, are_examples: bool) -> None:
    """Take every picture anew, or every picture of examples."""
    PICTURES.mkdir(exist_ok=True)
    house = House(address)
    with opened(address) as page:
        if are_examples:
            for name, path in EXAMPLES.items():
                take(page, house.filled(path), f"example-{name}", "light")
            return
        for name, each in named(distinct(readers_types(house))).items():
            for prefix, scheme in (("", "light"), *ALSO.get(name, ())):
                shown = f"{name}{mark(prefix, scheme)}"
                take(page, f"{prefix}{each.path}", shown, scheme)
            for part, place in BELOW.items() if name == "testimony" else ():
                take(page, f"{each.path}{place}", f"{name}-{part}", "light")


@contextmanager
def opened(address: str) -> Iterator[Page]:
    program = next(path for name in PROGRAMS if (path := shutil.which(name)))
    walls = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=walls)
        yield browser.new_page(base_url=address)
        browser.close()


def named(types: list[PageType]) -> dict[str, PageType]:
    """Give each page a name for its files: its route's, and its state's number."""
    found: dict[str, PageType] = {}
    for each in types:
        if ALIKE.search(each.name):
            continue
        name = each.name.removeprefix("pages:").removesuffix("-slug")
        states = [known for known in found if re.fullmatch(rf"{name}(-\d+)?", known)]
        found[f"{name}-{len(states) + 1}" if states else name] = each
    return found


def mark(prefix: str, scheme: str) -> str:
    dark = "-dark" if scheme == "dark" else ""
    return f"{prefix.replace('/', '-')}{dark}"


def take(page: Page, path: str, name: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for width, height in WINDOWS.items():
        page.set_viewport_size({"width": width, "height": height})
        # A fragment alone would not scroll a page that is open.
        page.goto("about:blank")
        page.goto(path)
        small = smaller(page.screenshot())
        assert len(small) <= MOST, f"{name} at {width}: {len(small)} bytes"
        (PICTURES / f"{name}-{width}.webp").write_bytes(small)
    sys.stdout.write(f"{name}\n")


def smaller(taken: bytes) -> bytes:
    """Give the picture as WebP, as good as fits."""
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    for quality in (50, 35, 25):
        kept = io.BytesIO()
        picture.save(kept, "WEBP", quality=quality, method=6)
        if kept.tell() <= MOST:
            break
    return kept.getvalue()


if __name__ == "__main__":
    take_all(sys.argv[1].rstrip("/"), are_examples=sys.argv[2:] == ["examples"])
