"""One cell of the matrix: who asks what by which verb; and how a table fails."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from copy import copy
from functools import cache
from typing import Any
from unittest import mock

from django.contrib.auth.backends import ModelBackend
from django.template.response import SimpleTemplateResponse

from testimonies.accounts.sessions import SessionStore
from testimonies.moderation import roles_of

VERBS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW")
SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


class Table:
    """Counts the cells that were tried and collects those that answered otherwise."""

    def __init__(self) -> None:
        self.tried = 0
        self.wrong: list[str] = []

    def cell(self, wanted: Any, found: Any, *names: object) -> None:
        self.tried += 1
        if wanted != found:
            where = " · ".join(str(name) for name in names)
            self.wrong.append(f"{where}: wanted {wanted}, found {found}")

    def check(self, floor: int, what: str) -> None:
        """Print how many cells there were; fail for a wrong one, or for too few."""
        print(f"{what}: {self.tried} cells")  # noqa: T201 - the proof says its size
        assert not self.wrong, "\n".join([f"{len(self.wrong)} wrong", *self.wrong[:40]])
        assert self.tried >= floor > 0, f"{self.tried} cells, at least {floor} wanted"


@contextmanager
def unrendered() -> Iterator[None]:
    """Leave out the desk's templates, and what the gates say beside a form.

    A status does not depend on them, they take nine tenths of the time, and other
    tests show them. Who asks is looked up once (below).
    """
    with ExitStack() as stack:
        stack.enter_context(_known_people())
        patch = mock.patch.object(SimpleTemplateResponse, "rendered_content", "")
        stack.enter_context(patch)
        for place in ("records", "moves"):
            found = f"testimonies.admin.{place}.findings_for"
            stack.enter_context(mock.patch(found, return_value=[]))
        yield


@contextmanager
def _known_people() -> Iterator[None]:
    """Read each session, each account and each account's roles once in the block.

    The ten who ask are the same in every cell, and no cell changes them for the next.
    """
    row_of, user_of = SessionStore._get_session_from_db, ModelBackend.get_user
    rows: dict[str | None, Any] = {}
    users: dict[int, Any] = {}

    def row(self: SessionStore) -> Any:
        key = self.session_key
        if rows.get(key) is None:
            rows[key] = row_of(self)
        return rows[key]

    def user(self: ModelBackend, user_id: int) -> Any:
        if user_id not in users:
            users[user_id] = user_of(self, user_id)
        # Each request has its own, as it keeps things on it.
        return copy(users[user_id])

    with (
        mock.patch.object(SessionStore, "_get_session_from_db", row),
        mock.patch.object(ModelBackend, "get_user", user),
        mock.patch("testimonies.admin.visit.roles_of", cache(roles_of)),
    ):
        yield


@contextmanager
def any_version() -> Iterator[None]:
    """Take a row's form, and a move's, for a current one, whatever it was made from."""
    with (
        mock.patch("testimonies.admin.moves._state_of", return_value="any"),
        mock.patch("testimonies.admin.base.version_of", return_value=""),
        mock.patch("testimonies.admin.base.is_current", return_value=True),
    ):
        yield
