"""A web process that lives through an outage: `python -m tests.recovery.visitor`.

Reads an address a line, asks the real WSGI application for it and says what it
answered, on one line of JSON. Its connections are kept, as a server's are.
"""

import json
import os
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

# The settings read the environment.
os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"

from archive.wsgi import application  # isort: skip - sets Django up

from django.contrib.auth import get_user_model
from django.db import connections
from django.http import StreamingHttpResponse
from django.test import Client, RequestFactory

from archive.readers import ReadingMiddleware
from testimonies.catalogue import entries

SIGNED_IN = ("signed in ",)


def environ_of(path: str, cookie: str) -> dict[str, Any]:
    return {
        **RequestFactory().get(path).environ,
        "HTTP_HOST": "127.0.0.1",
        "HTTP_COOKIE": cookie,
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
    }


def ask(path: str, cookie: str) -> dict[str, Any]:
    told: dict[str, Any] = {}

    def start_response(status: str, headers: list[tuple[str, str]]) -> None:
        told.update(status=int(status[:3]), headers=dict(headers))

    answer = application(environ_of(path, cookie), start_response)
    told["body"] = b"".join(answer).decode()
    if hasattr(answer, "close"):
        # Ends the request: Django looks at its connections then.
        answer.close()
    return told


def numbers() -> Iterator[str]:
    for _ in range(2):
        yield f"{entries().count() >= 0} "
        sys.stdin.readline()


def stream() -> dict[str, Any]:
    """Ask the database twice in one body; a line is read between the two."""
    middleware = ReadingMiddleware(lambda _: StreamingHttpResponse(numbers()))
    response: Any = middleware(RequestFactory().get("/search/results.csv"))
    body, broke = "", ""
    try:
        for part in response:
            body += part.decode()
            say({"body": body})
    except Exception as error:  # noqa: BLE001 - the test reads it
        broke = type(error).__name__
    return {"body": body, "broke": broke}


def pids() -> dict[str, Any]:
    """Say which server processes the kept connections belong to."""
    raw = {alias: connections[alias].connection for alias in ("default", "public")}
    return {alias: one and one.info.backend_pid for alias, one in raw.items()}


def say(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def session_of(name: str) -> str:
    client = Client()
    client.force_login(get_user_model().objects.get(username=name))
    return f"sessionid={client.cookies['sessionid'].value}"


def main() -> None:
    cookie = ""
    say(pids())
    for line in sys.stdin:
        word, _, rest = line.strip().partition(" ")
        if word == "sign-in":
            cookie = session_of(rest)
            say(pids())
        elif word == "stream":
            say(stream())
        elif word == "pids":
            say(pids())
        else:
            say(ask(word, cookie))


if __name__ == "__main__":
    main()
