"""What a search does where the database has no answer in time."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError

from testimonies.catalogue import Failure, failure_of


class SearchFailed(RuntimeError):
    """The database gave no answer in time; another search may succeed."""


@contextmanager
def answering() -> Iterator[None]:
    """Name a database that took too long. Raises SearchFailed."""
    try:
        yield
    except OperationalError as error:
        if failure_of(error) is not Failure.SLOW:
            raise
        message = "The search got no answer from the database in time."
        raise SearchFailed(message) from error
