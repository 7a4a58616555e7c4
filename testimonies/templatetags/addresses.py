"""The archive's name, and the addresses that pages print: to cite, in each language."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.encoding import iri_to_uri

from testimonies.catalogue import Issue
from testimonies.exchange import Archive
from testimonies.templatetags.here import page_language, root_of
from testimonies.terms import Kind


@dataclass(frozen=True, slots=True)
class Site:
    """What pages print of the settings."""

    name: str
    contact: str
    url: str
    leave_url: str

    @property
    def leave_host(self) -> str:
        """The host that leaving leads to, as people say it."""
        return urlsplit(self.leave_url).netloc.removeprefix("www.")


@dataclass(frozen=True, slots=True)
class Alternate:
    """One page in one language."""

    code: str
    name: str
    href: str
    is_shown: bool


def site() -> Site:
    """Give the archive's name, contact and address, and where to leave it to."""
    return Site(
        settings.ARCHIVE_NAME,
        settings.ARCHIVE_CONTACT,
        settings.ARCHIVE_URL,
        settings.LEAVE_URL,
    )


def archive() -> Archive:
    """Give the archive as programs are told of it."""
    zone = timezone.get_default_timezone()
    return Archive(settings.ARCHIVE_NAME, settings.ARCHIVE_URL, zone)


def alternates(path: str) -> list[Alternate]:
    """Give a page's address in every language; a page without one leads home."""
    shown = page_language()
    return [
        Alternate(code, name, iri_to_uri(root_of(code) + (path or "/")), code == shown)
        for code, name in settings.LANGUAGES
    ]


def short_path(issue: Issue) -> str:
    """Give a record's path without its slug."""
    return f"/{issue.kind.plural}/{issue.ref}/"


def editions_path(issue: Issue) -> str:
    """Give the path of a record's history."""
    return f"{short_path(issue)}editions/"


def changes_path(issue: Issue, since: int) -> str:
    """Give the path of what changed from an edition to the one that this is."""
    return f"{editions_path(issue)}{issue.number}/since/{since}/"


def file_path(issue: Issue, ending: str, *, is_edition: bool) -> str:
    """Give the path of a record in a format; files have no language."""
    root = root_of(settings.LANGUAGE_CODE)
    if issue.kind is Kind.TAG:
        return iri_to_uri(f"{root}/tags/{issue.slug}.{ending}")
    named = f"?edition={issue.number}" if is_edition else ""
    return f"{root}/{issue.kind.plural}/{issue.ref}.{ending}{named}"


def permanent(issue: Issue) -> str:
    """Give the address to cite: without a language or a title in it."""
    path = issue.path if issue.kind is Kind.TAG else short_path(issue)
    return iri_to_uri(f"{settings.ARCHIVE_URL}{path}")


def permanent_edition(issue: Issue) -> str:
    """Give the address to cite of one numbered edition."""
    return f"{settings.ARCHIVE_URL}{editions_path(issue)}{issue.number}/"
