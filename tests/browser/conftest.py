"""Fixtures: an own demo archive with one withdrawn clip, its server, and a Chromium.

They last for the folder, not longer: while Playwright runs, Django refuses this thread
its database, and the tests of other rooms need it.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.house import PROJECT, House, enter_desk, withdraw

HERE = Path(__file__).parent
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 180
# Of a page, in milliseconds.
TIMEOUT = 10_000
# Who work at the desk of a demo.
PEOPLE = ("editor", "reviewer", "steward")
# A server named for the suite is not the one to load a demo into.
OTHERS = (
    "DATABASE_URL",
    "PUBLIC_DATABASE_URL",
    "OWNER_DATABASE_URL",
    "DJANGO_SETTINGS_MODULE",
    "SECRET_KEY",
    "VAULT_KEYS",
    "ARCHIVE_URL",
    "ALLOWED_HOSTS",
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the folder together, and last: one demo and one Chromium."""
    others = [item for item in items if item.path.parent != HERE]
    items[:] = [*others, *(item for item in items if item.path.parent == HERE)]


@pytest.fixture(scope="package")
def program() -> str:
    """The Chromium on PATH."""
    found = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"no Chromium is on PATH (looked for {', '.join(PROGRAMS)})")
    return found


def free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port: int = place.getsockname()[1]
        return port


def wait_for(house: House, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            with urlopen(f"{house.address}/healthz", timeout=5):  # noqa: S310
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    pytest.fail(f"the demo did not start:\n{log.read_text()[-4000:]}")


@pytest.fixture(scope="package")
def demo(program: str) -> Iterator[House]:
    """A demo archive of its own, served on a free port; gone afterwards."""
    port = free_port()
    folder = Path(tempfile.mkdtemp(prefix="kua-browser-"))
    environment = {k: v for k, v in os.environ.items() if k not in OTHERS}
    environment |= {"DEMO": "1", "DATA_DIR": str(folder), "PORT": str(port)}
    # Some addresses are signed: a test can make those that the demo would give.
    environment["SECRET_KEY"] = settings.SECRET_KEY
    log = folder / "demo.log"
    house = House(f"http://127.0.0.1:{port}", log=log, environment=environment)
    with log.open("wb") as written:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "demo"],
            cwd=PROJECT,
            env=environment,
            stdout=written,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(house, server, log)
            house.passwords = json.loads((folder / "demo-accounts.json").read_text())
            yield house
        finally:
            # At once: nobody is left to be served.
            server.send_signal(signal.SIGINT)
            server.wait(timeout=PATIENCE)
            stop = [sys.executable, "-m", "archive.postgres", "stop"]
            subprocess.run(stop, cwd=PROJECT, env=environment, check=True)
            shutil.rmtree(folder)


@pytest.fixture(scope="package")
def browser(program: str) -> Iterator[Browser]:
    # Chromium's own walls need a user that is not root.
    walls = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=walls)
        yield started
        started.close()


@pytest.fixture(scope="package")
def desk(demo: House, browser: Browser) -> Iterator[BrowserContext]:
    """A browser in which the demo's steward is signed in."""
    context = browser.new_context(base_url=demo.address)
    context.set_default_timeout(TIMEOUT)
    enter_desk(context, "steward", demo.passwords["steward"])
    yield context
    context.close()


@pytest.fixture(scope="package")
def house(demo: House, desk: BrowserContext) -> House:
    """The served archive; of its clips, one was withdrawn at the desk."""
    demo.withdrawn = withdraw(desk, "A man delivering food from a pickup")
    return demo


@pytest.fixture(scope="package")
def examples(demo: House) -> House:
    """The served archive with what the first collection does not show."""
    program = [sys.executable, "-m", "tests.browser.examples", *PEOPLE]
    subprocess.run(program, cwd=PROJECT, env=demo.environment, check=True)
    return demo


@pytest.fixture
def reader(house: House, browser: Browser) -> Iterator[Page]:
    """A fresh browser's page, without a visit to the desk behind it."""
    context = browser.new_context(base_url=house.address)
    context.set_default_timeout(TIMEOUT)
    yield context.new_page()
    context.close()
