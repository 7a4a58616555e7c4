"""A small application for gunicorn: says what it was told, breaks where it is asked."""

import json
from collections.abc import Callable, Iterable
from typing import Any


def application(
    environ: dict[str, Any], start_response: Callable[..., Any]
) -> Iterable[bytes]:
    if environ["PATH_INFO"].startswith("/break"):
        raise RuntimeError(environ["QUERY_STRING"])
    if environ["PATH_INFO"].startswith("/half"):
        start_response("200 OK", [("Content-Length", "9")])
        return _half(environ["QUERY_STRING"])
    told = {name: value for name, value in environ.items() if isinstance(value, str)}
    body = json.dumps(told).encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]


def _half(words: str) -> Iterable[bytes]:
    yield b"half"
    raise RuntimeError(words)
