"""Measures whether the time of an answer tells who has an account.

Run on a prepared demo: `python -m benchmarks.enumeration [rounds]`. Known and unknown
names take turns within one run, under gunicorn, with the limits lifted and a mail
server that takes 50 ms; read the ratio of the medians. 1.00 tells nothing.
"""

import http.client
import os
import re
import statistics
import sys
import time
from urllib.parse import urlencode

import django

from benchmarks.page import serving

ROUNDS = 300
WARM_UP = 20
WRONG = "not the password"
KNOWN = {"login": "editor", "email": "editor@example.org"}
UNKNOWN = {"login": "edytor", "email": "edytor@example.org"}


class Door:
    """One form of the door, on a connection of its own."""

    def __init__(self, port: int, path: str, wanted: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.path, self.wanted = path, wanted
        self.connection.request("GET", path)
        answer = self.connection.getresponse()
        page = answer.read().decode()
        self.cookie = answer.getheader("Set-Cookie", "").partition(";")[0]
        found = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page)
        self.token = found[1] if found else ""

    def timed(self, **values: str) -> float:
        """Give the milliseconds that one sent form took."""
        body = urlencode({**values, "csrfmiddlewaretoken": self.token})
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": self.cookie,
        }
        began = time.perf_counter()
        self.connection.request("POST", self.path, body, headers)
        answer = self.connection.getresponse()
        answer.read()
        took = (time.perf_counter() - began) * 1000
        if answer.status != self.wanted:
            message = f"{self.path} answered {answer.status}, not {self.wanted}."
            raise RuntimeError(message)
        return took


def measure(port: int, rounds: int) -> dict[str, tuple[list[float], list[float]]]:
    """Time each form for a known and an unknown name, in turn."""
    sign_in, reset = (
        Door(port, "/account/login/", 200),
        Door(port, "/account/reset/", 302),
    )
    kinds = {
        "sign-in, wrong password": lambda who: sign_in.timed(
            login=who["login"], password=WRONG
        ),
        "forgotten password": lambda who: reset.timed(email=who["email"]),
    }
    times: dict[str, tuple[list[float], list[float]]] = {k: ([], []) for k in kinds}
    for turn in range(WARM_UP + rounds):
        for kind, send in kinds.items():
            # Who comes first changes: the second may find things warm.
            for place in (0, 1) if turn % 2 else (1, 0):
                took = send((KNOWN, UNKNOWN)[place])
                if turn >= WARM_UP:
                    times[kind][place].append(took)
    return times


def prepare() -> None:
    """Give the demo's editor an address."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    django.setup()
    from testimonies.models import User  # noqa: PLC0415 - needs the apps

    User.objects.filter(username=KNOWN["login"]).update(email=KNOWN["email"])


def main() -> None:
    """Print the medians and their ratio."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    prepare()
    with serving(LIMITS="0") as served:
        times = measure(served.port, rounds)
    print(
        "| form | known p50 ms | unknown p50 ms | known ÷ unknown |\n|---|---|---|---|"
    )
    for kind, (known, unknown) in times.items():
        here, there = statistics.median(known), statistics.median(unknown)
        print(f"| {kind} | {here:.2f} | {there:.2f} | {here / there:.3f} |")


if __name__ == "__main__":
    main()
