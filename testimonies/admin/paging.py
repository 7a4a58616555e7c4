"""Lists of the desk count no further than they are read: a count of all takes long."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator

MOST = 10_000


class CappedPaginator(Paginator[Any]):
    """Counts at most MOST + 1 rows: then there are more than MOST."""

    @cached_property
    def count(self) -> int:
        """How many rows the list has, MOST + 1 at most."""
        return self.object_list.order_by()[: MOST + 1].count()
