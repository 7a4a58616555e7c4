"""The login that asks for what is public: readers' while a reader is served."""

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper

from testimonies.models import Entry


def reading_connection() -> BaseDatabaseWrapper:
    """Give the connection on which entries and editions are read now."""
    return connections[router.db_for_read(Entry)]
