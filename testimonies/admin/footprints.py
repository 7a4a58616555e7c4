"""Who saved what at the desk, by field names alone: no text, no name, no vault.

Draft history holds what changed, the ledger holds the moves; this log is for accounts
and whatever else has no history.
"""

import json
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet

from testimonies.models import User

__all__ = ["ADDITION", "CHANGE", "DELETION", "leave", "of", "without_words"]


def leave(*, by: User, row: Model, flag: int, message: Any = ()) -> LogEntry:
    """Note an addition, change or deletion of a row under its kind and number."""
    return LogEntry.objects.create(
        user_id=by.pk,
        content_type=ContentType.objects.get_for_model(row),
        object_id=str(row.pk),
        object_repr=f"{row._meta.verbose_name} {row.pk}",
        action_flag=flag,
        change_message=json.dumps(without_words(message)),
    )


def of(row: Model) -> QuerySet[LogEntry]:
    """Give what was left on a row, newest first."""
    kind = ContentType.objects.get_for_model(row)
    left = LogEntry.objects.filter(content_type=kind, object_id=str(row.pk))
    return left.select_related("user").order_by("-pk")[:100]


def without_words(message: Any) -> list[dict[str, dict[str, Any]]]:
    """Leave the names of fields and kinds, and take out how rows call themselves."""
    if isinstance(message, str):
        return []
    return [
        {
            act: {**said, "object": ""} if "object" in said else said
            for act, said in part.items()
        }
        for part in message
    ]
