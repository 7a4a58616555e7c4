"""A page's bytes, plain and packed: on a slow line a page takes a quarter of the time.

Packed is gzip (RFC 1952). Nothing secret stands on a public page, so the length of what
is packed tells nothing (no BREACH): there is no cookie, no token and no name of who
asks. Pages that hold a token are not answered by this room.
"""

import gzip
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest

# Below it, packing saves no packet on the line.
SMALLEST = 1000
# Nine tenths of what the highest level saves, for a third of its time.
LEVEL = 5
_NEVER = frozenset({"q=0", "q=0.0", "q=0.00", "q=0.000"})


@dataclass(frozen=True)
class Body:
    """What is sent; `is_text` says that packing makes it smaller."""

    plain: bytes
    is_text: bool

    @cached_property
    def packed(self) -> bytes:
        """Give it as gzip, the same bytes each time; empty where that saves nothing."""
        if not self.is_text or len(self.plain) < SMALLEST:
            return b""
        return gzip.compress(self.plain, LEVEL, mtime=0)


def body_of(rendered: str | bytes) -> Body:
    """Make a body of a page, or of a picture's bytes, which are packed already."""
    if isinstance(rendered, str):
        return Body(rendered.encode(), is_text=True)
    return Body(rendered, is_text=False)


def takes_packed(request: HttpRequest) -> bool:
    """Say whether the browser takes gzip (RFC 9110, 12.5.3)."""
    for each in request.headers.get("Accept-Encoding", "").lower().split(","):
        coding, _, weight = each.partition(";")
        if coding.strip() == "gzip":
            return weight.replace(" ", "") not in _NEVER
    return False
