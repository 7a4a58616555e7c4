"""A published archive, an address for every route, and the log as production has it."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest import mock

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.urls import reverse

from archive.audiences import Audience, audience_of, routes
from archive.logs import FramesOnly
from testimonies.models import Tag, Testimony, User
from testimonies.terms import Role
from tests import factories
from tests.people import make_person
from tests.search.small import Archive, make_archive

# Pages that show no record ask the database nothing.
STILL = {
    "pages:about",
    "pages:privacy",
    "pages:corrections",
    "robots",
    "security",
    "api:openapi",
}
# The form of a stored file's name, which no file has.
NO_FILE = f"{'0' * 32}.jpg"


@dataclass(frozen=True)
class Scene:
    """The archive, three people, and an address of every public route by its name."""

    archive: Archive
    editor: User
    reviewer: User
    steward: User
    addresses: dict[str, str]

    @property
    def asking(self) -> dict[str, str]:
        """The addresses that ask the database something."""
        return {n: a for n, a in self.addresses.items() if n not in STILL}


def make_scene() -> Scene:
    editor = make_person("Boris", Role.EDITOR)
    reviewer = make_person("Clara", Role.REVIEWER)
    steward = make_person("Dana", Role.STEWARD)
    archive = make_archive(factories.Desk(editor, reviewer, steward))
    collection = factories.make_collection(by=editor)
    factories.make_event(collection, by=editor)
    factories.publish(collection, editor=editor, reviewer=reviewer, steward=steward)
    refs = {"collection": collection.ref, **_refs(archive.testimony)}
    refs["media"] = archive.clip.ref
    refs["tag"] = archive.almaty.ref
    return Scene(archive, editor, reviewer, steward, _addresses(refs, archive.almaty))


def _refs(testimony: Testimony) -> dict[str, str]:
    return {
        "testimony": testimony.ref,
        "witness": testimony.witness.ref,
        "quote": testimony.quotes.get().ref,
    }


def _addresses(refs: dict[str, str], tag: Tag) -> dict[str, str]:
    found = {}
    for route in routes():
        if audience_of(route.name) is Audience.READERS:
            kind = route.name.rpartition(":")[2].partition("-")[0]
            known: dict[str, Any] = {
                "ref": refs.get(kind, "none"),
                "slug": tag.slug if kind == "tag" else "any",
                "number": 1,
                "earlier": 1,
                "part": 1,
                "name": NO_FILE,
                "ending": "bib",
            }
            names = {name for each in route.patterns for name in _names_in(each)}
            values = {name: known[name] for name in names}
            found[route.name] = reverse(route.name, kwargs=values)
            if "search" in route.name:
                found[route.name] += "?q=gunfire"
    return found


def _names_in(pattern: Any) -> set[str]:
    """Name what a part of a route takes, by its converters or its groups."""
    groups = getattr(getattr(pattern, "regex", None), "groupindex", {})
    return {*getattr(pattern, "converters", {}), *groups}


@contextmanager
def silent(error: Exception) -> Iterator[None]:
    """Let the database answer every statement of Django with an error."""

    def fail(*_: object, **__: object) -> None:
        raise error from error.__cause__

    with (
        mock.patch.object(CursorWrapper, "execute", fail),
        mock.patch.object(CursorWrapper, "executemany", fail),
    ):
        yield
    connection.needs_rollback = False


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """Give what the archive's own handler writes meanwhile."""
    (handler,) = (
        each
        for each in logging.getLogger().handlers
        if isinstance(each, logging.StreamHandler)
        and isinstance(each.formatter, FramesOnly)
    )
    written = io.StringIO()
    before = handler.setStream(written)
    try:
        yield written
    finally:
        handler.setStream(before)
