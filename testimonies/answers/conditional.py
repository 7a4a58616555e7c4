"""How a public page answers: ETag first, 304 where it fits, rendering last.

The one mechanism for all pages and for the API. The stamp says which editions a page
shows and comes from the database on every request; only a body rendered for that very
stamp is kept, and packed once for all who take it so.
No cookie, no session, no user, no context processor: a page is the same for everyone.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

from testimonies.answers.body import Body, body_of, takes_packed
from testimonies.answers.release import release

# Seconds after which it is worth asking again.
RETRY_AFTER = "30"
KEPT_BODIES = 256
# A longer body is rendered anew each time, so that 256 of them stay small.
KEPT_SIZE = 512 * 1024

# A page, or a picture of ours.
Render = Callable[[], str | bytes]


@dataclass(frozen=True, slots=True)
class Key:
    """What a kept body was rendered for."""

    path: str
    etag: str


class Bodies:
    """The bodies rendered last, the least used one leaving first; safe for threads.

    One for a path: with a new ETag, and with a page that is gone, the old words leave.
    """

    def __init__(self, size: int = KEPT_BODIES) -> None:
        self._size = size
        self._bodies: OrderedDict[str, tuple[str, Body]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> Body | None:
        with self._lock:
            etag, body = self._bodies.get(key.path, ("", None))
            if etag != key.etag:
                return None
            self._bodies.move_to_end(key.path)
            return body

    def keep(self, key: Key, body: Body) -> None:
        with self._lock:
            self._bodies.pop(key.path, None)
            if len(body.plain) <= KEPT_SIZE:
                self._bodies[key.path] = key.etag, body
            while len(self._bodies) > self._size:
                self._bodies.popitem(last=False)

    def forget(self, path: str) -> None:
        """Let go of a page that is gone, whatever was asked of it."""
        with self._lock:
            for kept in [key for key in self._bodies if key.startswith(f"{path}?")]:
                del self._bodies[kept]

    def held(self) -> dict[str, bytes]:
        """Give what is kept, by path."""
        with self._lock:
            return {path: body.plain for path, (_, body) in self._bodies.items()}

    def clear(self) -> None:
        with self._lock:
            self._bodies.clear()


bodies = Bodies()


def etag_for(stamp: str) -> str:
    """Give the quoted ETag of what the stamp names, in this language and release."""
    text = f"{release()} {get_language()} {stamp}"
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def answer(
    request: HttpRequest,
    *,
    stamp: str,
    render: Render,
    query: str = "",
    is_kept: bool = True,
) -> HttpResponseBase:
    """Answer with 304 or with the page; `render` runs only where no body is kept.

    The stamp names everything that the page depends on but its path, the language and
    the release. Of a path one body is kept, for each `query` where that makes pages;
    of what is quickly made, none.
    """
    key = Key(f"{request.path_info}?{query}", etag_for(stamp))
    response: HttpResponseBase | None
    response = get_conditional_response(request, etag=key.etag)
    if response is None:
        body = bodies.get(key)
        if body is None:
            body = body_of(render())
            if is_kept:
                bodies.keep(key, body)
        response = _sent(body, request)
    # Weak: a packed body is the same page in other bytes (RFC 9110, 8.8.1).
    is_weak = takes_packed(request)
    response.headers["ETag"] = f"W/{key.etag}" if is_weak else key.etag
    response.headers["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _sent(body: Body, request: HttpRequest) -> HttpResponse:
    if not takes_packed(request) or not body.packed:
        return HttpResponse(body.plain)
    return HttpResponse(body.packed, headers={"Content-Encoding": "gzip"})


def typed(response: HttpResponseBase, media_type: str) -> HttpResponseBase:
    """Name the type of a body; a 304 has none."""
    if response.status_code == HttpResponse.status_code:
        response.headers["Content-Type"] = media_type
    return response
