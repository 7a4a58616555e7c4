"""The served archive as a browser meets it: its addresses, its desk, its conduct."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

PROJECT = Path(__file__).resolve().parent.parent.parent
_UNTIL_QUERY = re.compile("([^?#]*)(.*)")
# When the passages of a recorded account begin, in milliseconds.
SPOKEN = (0, 1_500, 3_000)


@dataclass
class House:
    """A served demo archive."""

    address: str
    passwords: dict[str, str] = field(default_factory=dict)
    # The path of the record that was withdrawn.
    withdrawn: str = ""
    # What the demo writes.
    log: Path = PROJECT / "demo.log"
    # Whoever runs a command beside the demo runs it in this.
    environment: dict[str, str] = field(default_factory=dict)

    def paths(self) -> list[str]:
        """Every public page in every language, by the sitemap."""
        with urlopen(f"{self.address}/sitemap.xml") as answer:  # noqa: S310
            found = re.findall("<loc>([^<]+)</loc>", answer.read().decode())
        return [urlsplit(address).path for address in found]

    def in_english(self) -> list[str]:
        """Every public page without a prefix."""
        return [p for p in self.paths() if not p.startswith(("/ru/", "/kk/"))]

    def filled(self, path: str) -> str:
        """Give an address whose ref is written as *, with the ref that it has here."""
        before, star, after = path.partition("*")
        if not star:
            return path
        slug, rest = _UNTIL_QUERY.fullmatch(after).groups()  # type: ignore[union-attr]
        found = next(p for p in self.paths() if is_between(p, before, slug))
        return f"{found}{rest}"

    def body(self, path: str) -> bytes:
        """What the server answers, whatever its status."""
        try:
            with urlopen(f"{self.address}{path}") as answer:  # noqa: S310
                return bytes(answer.read())
        except HTTPError as refusal:
            return bytes(refusal.read())

    def tag_ref(self) -> str:
        """Give the ref of a tag, which no address of a page holds."""
        found = json.loads(self.body("/api/v1/tags/"))
        return str(found["items"][0]["ref"])

    def one(self, kind: str) -> str:
        """The path of a record of the kind, the longest first: it shows the most.

        Of quotes, which have no titles, one that is in its account.
        """
        found = [p for p in self.in_english() if re.match(f"/{kind}/.", p)]
        if kind == "quotes":
            return next(p for p in found if b"quote--verbatim" in self.body(p))
        return max(found, key=len)


def is_between(path: str, before: str, after: str) -> bool:
    return path.startswith(before) and path.endswith(after)


@dataclass
class Conduct:
    """What a page asked for and complained of."""

    abroad: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@contextmanager
def watching(page: Page, house: House) -> Iterator[Conduct]:
    """Note requests to other hosts, errors, and what the browser's console says."""
    seen = Conduct()

    def requested(request: Request) -> None:
        if not request.url.startswith((f"{house.address}/", "data:", "blob:")):
            seen.abroad.append(f"{page.url} asks for {request.url}")

    def said(message: ConsoleMessage) -> None:
        # A refusal's status is what the page was asked for.
        if not re.search("with a status of 4(00|04|10)", message.text):
            seen.complaints.append(f"{page.url}: {message.text}")

    def failed(error: Exception) -> None:
        seen.complaints.append(f"{page.url}: {error}")

    page.on("request", requested)
    page.on("console", said)
    page.on("pageerror", failed)
    yield seen
    page.remove_listener("request", requested)
    page.remove_listener("console", said)
    page.remove_listener("pageerror", failed)


def enter_desk(context: BrowserContext, name: str, password: str) -> None:
    """Sign in by the form."""
    page = context.new_page()
    page.goto("/admin/login/?next=/admin/")
    page.fill("#id_login", name)
    page.fill("#id_password", password)
    page.press("#id_password", "Enter")
    page.wait_for_selector("#user-tools")
    page.close()


def withdraw(context: BrowserContext, title: str) -> str:
    """Withdraw a clip at the desk; gives the path that it had."""
    page = context.new_page()
    page.goto("/media/")
    path = page.get_by_role("link", name=title, exact=True).get_attribute("href") or ""
    page.goto("/admin/testimonies/mediaitem/")
    page.get_by_role("link", name=title, exact=True).click()
    page.goto(page.url.replace("/change/", "/move/withdraw/"))
    page.select_option("#id_category", index=1)
    page.fill("#id_public_note", "Taken back at the request of its author.")
    page.locator("#content-main [type=submit]").first.click()
    page.wait_for_url("**/change/")
    page.close()
    return path


def walk_desk(page: Page) -> list[str]:
    """Open the desk's pages once: lists, a row of each kind, its moves and history."""
    waiting, seen = ["/admin/"], set()
    kinds: Counter[str] = Counter()
    while waiting:
        path = waiting.pop(0)
        kind = re.sub(r"/\d+/", "/1/", path)
        # The first row stands for the others of its kind.
        if path in seen or kinds[kind]:
            continue
        kinds[kind] += 1
        seen.add(path)
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        # An empty form is a full one with less in it. A picture by itself is no page:
        # Chromium sets it in one of its own, with styles that its policy refuses.
        waiting += _links(
            page, "#content", r"^/admin/testimonies/(?!.*/add/|.*/files/\d)"
        )
    return sorted(seen)


def walk_account(page: Page, look: Callable[[], None]) -> list[str]:
    """Open every page of one's own account to which a link leads, and look at it."""
    waiting, seen = ["/account/"], set()
    while waiting:
        path = waiting.pop(0)
        if path in seen or "logout" in path:
            continue
        seen.add(path)
        page.goto(path)
        look()
        waiting += _links(page, "body", "^/account/")
    return sorted(seen)


def _links(page: Page, within: str, pattern: str) -> list[str]:
    hrefs = page.eval_on_selector_all(
        f"{within} a[href]", "links => links.map(link => new URL(link.href).pathname)"
    )
    return list(dict.fromkeys(href for href in hrefs if re.search(pattern, href)))
