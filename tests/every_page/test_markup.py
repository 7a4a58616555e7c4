"""Every page is valid HTML, as far as a parser and the rules of markup.py can tell.

The standard's own checker (vnu) is run by hand: docs/reading.md says when it last was.
"""

import pytest

from tests.every_page.markup import faults

pytestmark = pytest.mark.django_db

FRAME = "<!doctype html><html lang=en><title>a</title><main><h1>a</h1>{}</main></html>"


@pytest.mark.parametrize("language", ["english", "russian", "kazakh"])
def test_every_page_is_valid_html(
    language: str, request: pytest.FixtureRequest
) -> None:
    pages = request.getfixturevalue(language)
    assert len(pages) > 60
    found: dict[str, str] = {}
    # No browser sends a NUL, and the page shows it as it came.
    for page in (each for each in pages if "\\x00" not in each.path):
        for fault in faults(page.text):
            found.setdefault(fault, str(page))
    assert found == {}


@pytest.mark.parametrize(
    "markup",
    [
        "<p><div>in a paragraph</div></p>",
        "<table><p>in a table</table>",
        "<a href=/a href=/b>twice</a>",
        "<p>not &closed",
        "<a href=/a><button>in a link</button></a>",
        "<span><div>in a phrase</div></span>",
        "<ul><div>no item</div></ul>",
        "<h3>no step</h3>",
        "<h1>another</h1>",
        "<p id=a></p><p id=a></p>",
        "<p id='a b'></p>",
        "<label for=nothing>a</label>",
        "<a href='#nothing'>a</a>",
        "<img src=/a alt=''>",
        "<p style='color: red'>a</p>",
        "<p onclick='leave()'>a</p>",
        "<script>leave()</script>",
        "<center>a</center>",
        "</section>",
        "<p>a · b</p>",
        "<p><a href=/a>a</a> · b</p>",
    ],
)
def test_a_fault_is_seen(markup: str) -> None:
    assert faults(FRAME.format("")) == []
    assert faults(FRAME.format(markup))
