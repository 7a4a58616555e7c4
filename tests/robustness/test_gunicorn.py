"""gunicorn as the archive configures it: what it refuses, and what it never logs."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from testimonies.management.commands import demo
from tests.architecture.sources import ROOT
from tests.attacks import attack

WORD = b"secretword"
HOST = b"Host: 127.0.0.1\r\n"
PATIENCE = 20


@dataclass
class Served:
    """A gunicorn and what it has written."""

    port: int
    log: Path

    def say(self, sent: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as line:
            line.sendall(sent)
            heard = b""
            while part := line.recv(65536):
                heard += part
            return heard

    def ask(self, path: bytes, *headers: bytes) -> bytes:
        lines = b"".join(header + b"\r\n" for header in headers)
        end = b"Connection: close\r\n\r\n"
        return self.say(b"GET " + path + b" HTTP/1.1\r\n" + HOST + lines + end)

    def told(self, *headers: bytes) -> dict[str, str]:
        heard = self.ask(b"/", *headers)
        told: dict[str, str] = json.loads(heard.partition(b"\r\n\r\n")[2])
        return told


@contextmanager
def serving(folder: Path, *more: str) -> Iterator[Served]:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port = place.getsockname()[1]
    log = folder / "log"
    command = [
        *(sys.executable, "-m", "gunicorn", "tests.robustness.echo"),
        # An operator's habit that must not bring the addresses back.
        *(f"--bind=127.0.0.1:{port}", "--access-logfile=-", "--log-level=info", *more),
    ]
    environment = {k: v for k, v in os.environ.items() if k != "GUNICORN_CMD_ARGS"}
    with log.open("wb") as written:
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=written, stderr=written
        )
    try:
        wait_for(port, server)
        yield Served(port, log)
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("gunicorn")) as served:
        yield served


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    latest = time.monotonic() + PATIENCE
    while time.monotonic() < latest and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    pytest.fail("gunicorn did not start")


REFUSED = {
    "a version": (b"GET /?q=secretword HTTP/9.9\r\n" + HOST + b"\r\n", b"400"),
    "a method": (b"secret\x01word / HTTP/1.1\r\n" + HOST + b"\r\n", b"400"),
    "a line": (b"GET /?q=secretword\x00 HTTP/1.1\r\n" + HOST + b"\r\n", b"400"),
    "no line": (b"secretword\r\n\r\n", b"400"),
    "long": (b"GET /?" + WORD * 900 + b" HTTP/1.1\r\n" + HOST + b"\r\n", b"414"),
    "a name": (b"GET /?secretword HTTP/1.1\r\nsecret word: a\r\n\r\n", b"400"),
    "a header": (
        b"GET / HTTP/1.1\r\n" + HOST + b"A: " + WORD * 900 + b"\r\n\r\n",
        b"4",
    ),
    "headers": (b"GET / HTTP/1.1\r\n" + b"A: secretword\r\n" * 65 + b"\r\n", b"431"),
    "a fold": (b"GET / HTTP/1.1\r\nA: secret\r\n word: b\r\n\r\n", b"400"),
    "lengths": (
        b"POST /?secretword HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"400",
    ),
    "both": (
        b"POST / HTTP/1.1\r\nContent-Length: 9\r\nTransfer-Encoding: secret\r\n\r\n",
        b"501",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_request_is_refused(served: Served, what: str) -> None:
    sent, status = REFUSED[what]
    assert served.say(sent).startswith(b"HTTP/1.1 " + status)


def test_it_writes_no_word_and_no_address(served: Served) -> None:
    provoke(served)
    written = served.log.read_text()
    assert written.count("A request could not be read and was refused.") >= len(REFUSED)
    assert "echo.py" in written, "the frames of what broke help to mend it"
    assert "RuntimeError" in written
    assert traces_in(written) == []


def test_by_itself_it_would(tmp_path: Path) -> None:
    with serving(tmp_path, "--logger-class=gunicorn.glogging.Logger") as served:
        provoke(served)
    written = served.log.read_text()
    assert {"secret", "127.0.0.1 ", "ip=", "GET"} <= set(traces_in(written))


def traces_in(written: str) -> list[str]:
    """Give what tells of a request, in what was written after the start."""
    traces = ("secret", "127.0.0.1 ", "ip=", "203.0.113", "GET", "/break", "?")
    return [trace for trace in traces if trace in written.partition("Booting")[2]]


def provoke(served: Served) -> None:
    for sent, _status in REFUSED.values():
        served.say(sent)
    assert b"500" in served.ask(b"/break?secretword", b"X-Forwarded-For: 203.0.113.7")
    served.ask(b"/half?secretword", b"Referer: https://secretword/")
    served.ask(b"/?secretword", b"User-Agent: secretword")


@attack(6)
@attack(47)
def test_no_header_passes_for_another(served: Served) -> None:
    told = served.told(
        b"X_Forwarded_Proto: https",
        b"X_Forwarded_For: 203.0.113.7",
        b"Content_Length: 5",
        b"Remote_Addr: 203.0.113.7",
        b"Script_Name: /evil",
        b"SCRIPT_NAME: /evil",
        b"PATH_INFO: /evil",
    )
    assert "203.0.113.7" not in told.values()
    assert "/evil" not in told.values()
    assert "HTTP_X_FORWARDED_PROTO" not in told
    assert (told["SCRIPT_NAME"], told["PATH_INFO"]) == ("", "/")


def test_nobody_says_that_a_connection_is_safe(served: Served) -> None:
    told = served.told(
        b"X-Forwarded-Proto: https",
        b"X-Forwarded-Ssl: on",
        b"X-Forwarded-Protocol: ssl",
    )
    assert told["wsgi.url_scheme"] == "http"


def test_the_demo_is_served_by_this_configuration(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given: list[str] = []
    monkeypatch.setattr("os.execv", lambda _path, words: given.extend(words))
    demo.serve()
    assert f"--config={ROOT / 'gunicorn.conf.py'}" in given
    assert not any("log" in word for word in given)
    assert any(word.startswith("--bind=127.0.0.1:") for word in given)
