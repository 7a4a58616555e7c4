"""A page and its styles come over the slowest line (look.md: 40 KB, compressed)."""

import gzip
import re
from functools import cache
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

pytestmark = pytest.mark.django_db

HEAVIEST = 40 * 1024
STYLES = re.compile(r'rel="stylesheet" href="/static/([^"]+)"')


@cache
def compressed(name: str) -> int:
    found = finders.find(name)
    assert isinstance(found, str), name
    return len(gzip.compress(Path(found).read_bytes()))


@pytest.mark.parametrize("language", ["english", "russian", "kazakh"])
def test_a_page_and_its_styles_are_light(
    language: str, request: pytest.FixtureRequest
) -> None:
    pages = request.getfixturevalue(language)
    sizes = {}
    for page in pages:
        styles = STYLES.findall(page.text)
        assert len(styles) > 3, str(page)
        own = len(gzip.compress(page.text.encode()))
        sizes[str(page)] = own + sum(map(compressed, styles))
    assert {page: size for page, size in sizes.items() if size >= HEAVIEST} == {}
