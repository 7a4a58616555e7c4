"""One cell of the matrix: who asks what by which verb; and how a table fails."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

from django.template.response import SimpleTemplateResponse

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
    tests show them.
    """
    with ExitStack() as stack:
        patch = mock.patch.object(SimpleTemplateResponse, "rendered_content", "")
        stack.enter_context(patch)
        for place in ("records", "moves"):
            found = f"testimonies.admin.{place}.findings_for"
            stack.enter_context(mock.patch(found, return_value=[]))
        yield
