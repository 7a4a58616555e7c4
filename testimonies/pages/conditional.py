"""How a public page answers: ETag first, 304 where it fits, rendering last.

The one mechanism for all pages. The stamp says which editions the page shows and comes
from the database on every request; only a body rendered for that very stamp is kept.
No cookie, no session, no user, no context processor: a page is the same for everyone.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from testimonies.pages.release import release

KEPT_BODIES = 256
# A longer body is rendered anew each time, so that 256 of them stay small.
KEPT_SIZE = 512 * 1024

Render = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Key:
    """What a kept body was rendered for."""

    path: str
    etag: str


class Bodies:
    """The bodies rendered last, the least used one leaving first; safe for threads."""

    def __init__(self, size: int = KEPT_BODIES) -> None:
        self._size = size
        self._bodies: OrderedDict[Key, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> bytes | None:
        with self._lock:
            body = self._bodies.get(key)
            if body is not None:
                self._bodies.move_to_end(key)
            return body

    def keep(self, key: Key, body: bytes) -> None:
        if len(body) > KEPT_SIZE:
            return
        with self._lock:
            self._bodies[key] = body
            self._bodies.move_to_end(key)
            while len(self._bodies) > self._size:
                self._bodies.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._bodies.clear()


bodies = Bodies()


def etag_for(stamp: str) -> str:
    """Give the quoted ETag of what the stamp names, in this language and release."""
    text = f"{release()} {get_language()} {stamp}"
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def answer(request: HttpRequest, *, stamp: str, render: Render) -> HttpResponseBase:
    """Answer with 304 or with the page; `render` runs only where no body is kept.

    The stamp names everything that the page depends on but its path, the language and
    the release.
    """
    key = Key(request.path_info, etag_for(stamp))
    response: HttpResponseBase | None
    response = get_conditional_response(request, etag=key.etag)
    if response is None:
        body = bodies.get(key)
        if body is None:
            body = render().encode()
            bodies.keep(key, body)
        response = HttpResponse(body)
    response.headers["ETag"] = key.etag
    response.headers["Cache-Control"] = "no-cache"
    return response
