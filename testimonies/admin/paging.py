"""Lists of the desk count no further than they are read: a count of all takes long."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST = 10_000
# Of those that a search found: each that is counted is looked at.
MOST_SOUGHT = 1000


class CappedPaginator(Paginator[Any]):
    """Counts at most MOST + 1 rows: then there are more than MOST."""

    most = property(lambda self: MOST)

    @cached_property
    def count(self) -> int:
        """How many rows the list has, MOST + 1 at most."""
        rows: QuerySet[Any] = self.object_list  # type: ignore[assignment]
        return rows.order_by()[: self.most + 1].count()


class SoughtPaginator(CappedPaginator):
    """Counts at most MOST_SOUGHT + 1 rows."""

    most = property(lambda self: MOST_SOUGHT)
