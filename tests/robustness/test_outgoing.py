"""The web process reaches no other host, unpacks nothing, runs nothing it is given."""

import ast
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from shlex import split
from smtplib import SMTPServerDisconnected

import pytest
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.utils import DNS_NAME
from django.test import Client

from archive.outgoing import OutgoingGuard, OutgoingRefused
from tests.architecture.sources import ROOT, name_of, python_files, tree
from tests.attacks import attack, patched
from tests.robustness.scene import Scene

# What opens a connection, what unpacks, what makes objects or code out of bytes.
NETWORK = split(
    "socket ssl http urllib.request urllib3 requests httpx aiohttp ftplib smtplib"
    " poplib imaplib nntplib telnetlib xmlrpc asyncio socketserver webbrowser"
    " websockets paramiko boto3 botocore dns pycurl"
)
UNPACKING = split(
    "zipfile tarfile shutil.unpack_archive gzip bz2 lzma zlib py7zr rarfile"
)
MAKING = split(
    "pickle cPickle marshal shelve dill cloudpickle jsonpickle yaml ruamel copyreg code"
    " codeop runpy xml lxml defusedxml plistlib"
)
RUNNING = split(
    "subprocess pty os.system os.popen os.spawnl ctypes cffi multiprocessing"
)
# The embedded server of a demo, and the command that becomes gunicorn.
KNOWN = {
    "archive/postgres/places.py": {"subprocess"},
    "archive/postgres/cluster.py": {"subprocess"},
    "archive/postgres/runner.py": {"subprocess"},
    # Styles are packed by a process of their own, with a server's settings.
    "testimonies/management/commands/demo.py": {"subprocess"},
    "archive/outgoing.py": {"socket"},
    # Names of statuses.
    "archive/security.py": {"http"},
    "testimonies/pages/report.py": {"http"},
    # Packs what is sent, and unpacks nothing.
    "testimonies/answers/body.py": {"gzip"},
    # The name of a refusal; letters leave by Django, to EMAIL_HOST alone.
    "testimonies/accounts/letters.py": {"smtplib"},
    # A picture's own data, no further than its size allows.
    "testimonies/files/png.py": {"zlib"},
    # The child in which files are decoded.
    "testimonies/files/cleaning.py": {"subprocess"},
}
BUILTINS = {"eval", "exec", "compile", "__import__", "breakpoint"}


def names_in(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=aliases):
            yield from (alias.name for alias in aliases)
        case ast.ImportFrom(module=str(module), names=aliases):
            yield module
            yield from (f"{module}.{alias.name}" for alias in aliases)
        case ast.Attribute(value=ast.Name(id="os" | "shutil" as name), attr=attribute):
            yield f"{name}.{attribute}"


def is_of(name: str, forbidden: list[str]) -> bool:
    return any(name == each or name.startswith(f"{each}.") for each in forbidden)


@cache
def named() -> list[tuple[str, str]]:
    """Give (file, name) of all that our modules import, and use of os and shutil."""
    return [
        (name_of(path), name)
        for path in python_files("archive", "testimonies")
        for node in ast.walk(tree(path))
        for name in names_in(node)
    ]


def uses(forbidden: list[str]) -> list[str]:
    return [
        f"{file}: {name}"
        for file, name in named()
        if is_of(name, forbidden)
        and name.partition(".")[0] not in KNOWN.get(file, set())
    ]


@attack(35)
def test_no_module_of_ours_can_reach_another_host() -> None:
    assert uses(NETWORK) == []


@attack(36)
def test_no_module_of_ours_unpacks_anything() -> None:
    assert uses(UNPACKING) == []


@attack(51)
def test_no_module_of_ours_makes_objects_or_code_of_bytes() -> None:
    assert uses(MAKING) == []
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in python_files("archive", "testimonies")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id in BUILTINS
    ]
    assert found == []


def test_only_the_embedded_server_and_the_cleaner_are_started() -> None:
    assert uses(RUNNING) == []


@pytest.mark.parametrize(
    "line",
    [
        "import urllib.request",
        "from urllib import request",
        "import http.client as h",
        "from pickle import loads",
        "os.system('x')",
    ],
)
def test_a_forbidden_name_would_be_seen(line: str) -> None:
    names = [n for node in ast.walk(ast.parse(line)) for n in names_in(node)]
    assert any(is_of(name, [*NETWORK, *MAKING, *RUNNING]) for name in names)


@attack(51)
def test_sessions_caches_and_messages_hold_no_objects() -> None:
    assert settings.SESSION_SERIALIZER.endswith("JSONSerializer")
    assert settings.SESSION_ENGINE == "testimonies.accounts.sessions"
    backends = [cache["BACKEND"] for cache in settings.CACHES.values()]
    # What it keeps is a JSON column.
    assert set(backends) == {"testimonies.accounts.memory.Memory"}


# --- While it runs --------------------------------------------------------------------


@pytest.fixture(scope="module")
def hook() -> OutgoingGuard:
    """One guard for the module: a process cannot get rid of a hook."""
    return OutgoingGuard()


@contextmanager
def forbidding(hook: OutgoingGuard, *hosts: str) -> Iterator[None]:
    hook.forbid(but=hosts)
    try:
        yield
    finally:
        hook.is_on = False


def let_through(*_: object) -> None:
    """A hook that meets nothing."""


unmet = patched("archive.outgoing.OutgoingGuard._meet", let_through)


@attack(35, without=unmet)
@pytest.mark.parametrize(
    "address",
    [
        ("127.0.0.1", 9),
        ("::1", 9),
        ("::ffff:127.0.0.1", 9),
        ("0x7f000001", 9),
        ("localhost", 9),
    ],
)
def test_no_connection_leaves_the_process(
    hook: OutgoingGuard, address: tuple[str, int]
) -> None:
    refused = 0
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with forbidding(hook), socket.socket(family) as line:
        line.settimeout(0.01)
        for leave in (
            lambda: line.connect(address),
            lambda: socket.create_connection(address, timeout=0.01),
            lambda: socket.getaddrinfo(*address),
        ):
            try:
                leave()
            except OutgoingRefused:
                refused += 1
            except OSError:
                pass
    assert refused == 3


def test_a_named_host_is_reached_and_no_other(hook: OutgoingGuard) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        with forbidding(hook, "localhost"):
            socket.create_connection(("localhost", port)).close()
            with pytest.raises(OutgoingRefused):
                socket.create_connection(("203.0.113.1", 80), timeout=0.01)


def test_a_letter_can_be_written_and_leaves(
    hook: OutgoingGuard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What Django asks of this machine's own name is known before it is refused."""
    monkeypatch.delattr(DNS_NAME, "_fqdn", raising=False)
    hook.is_on = False
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        with forbidding(hook, "localhost"):
            letter = EmailMessage("A subject", "Words.", to=["aru@example.org"])
            assert letter.message()["Message-ID"]
            mail = EmailBackend(
                host="localhost", port=server.getsockname()[1], timeout=0.1
            )
            # It was reached, and said nothing.
            with pytest.raises(SMTPServerDisconnected):
                mail.open()


def test_sockets_of_this_machine_are_no_hosts(hook: OutgoingGuard) -> None:
    with forbidding(hook):
        left, right = socket.socketpair()
        left.sendmsg([b"words"])
        assert right.recv(5) == b"words"
        left.close()
        right.close()


@attack(35)
def test_no_page_tries_to_reach_another_host(
    scene: Scene, hook: OutgoingGuard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody's address is fetched, whatever is stored or asked."""
    tried: list[object] = []

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event.startswith("socket."):
            tried.append((event, arguments))

    monkeypatch.setattr(hook, "_meet", note)
    desk, anybody = Client(), Client(raise_request_exception=False)
    desk.force_login(scene.steward)
    with forbidding(hook):
        for address in scene.addresses.values():
            anybody.get(address, headers={"x-forwarded-for": "203.0.113.1"})
        for address in ("/admin/", "/admin/testimonies/mediaitem/add/"):
            desk.get(address)
        desk.post(
            "/admin/testimonies/source/add/",
            {"title": "A", "outlet": "B", "url": "http://127.0.0.1/latest/"},
        )
    assert tried == []


def test_the_web_process_has_the_guard() -> None:
    """archive/wsgi.py is what a server loads."""
    text = (ROOT / "archive" / "wsgi.py").read_text()
    assert "guard.forbid(" in text
