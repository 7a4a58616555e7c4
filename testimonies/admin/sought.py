"""Searching and sorting in the desk's lists, as fast in a large archive as in a small.

Each word must stand somewhere in what a list is searched by, also inside a word. An
index of pieces of words (migration 0010) gives the rows of a word that few have; those
of one that many have soon come up in the list's own order. The hits are the same.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.db.models import (
    BooleanField,
    F,
    ForeignKey,
    Func,
    Model,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.expressions import CombinedExpression
from django.http import HttpRequest
from django.utils.text import smart_split, unescape_string_literal

from testimonies.models import MediaItem, Quote, Testimony, Witness

# The columns of each index, in its order; a list may be searched by fewer of them.
INDEXED: dict[type[Model], tuple[str, ...]] = {
    Testimony: ("title", "ref"),
    Quote: ("text", "ref"),
    MediaItem: ("title", "ref", "account", "platform_id"),
    Witness: ("name", "ref", "spelling_variants"),
}
# So many rows are found by their keys; of more, the list soon comes to enough.
FEW = 2000
# The least that the index holds.
SHORTEST = 2


class DeskList(ChangeList):
    """A list whose rows that are alike follow the direction of the first column."""

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        """Give the order: one index then gives it both ways."""
        first, *ties = super().get_ordering(request, queryset)
        if isinstance(first, str) and {*ties} == {"-pk"}:
            return [first, "-pk" if first.startswith("-") else "pk"]
        return [first, *ties]


def words_of(sought: str) -> list[str]:
    """Give the words that were typed; what stands in quotation marks is one."""
    return [
        unescape_string_literal(bit)
        if bit.startswith(('"', "'")) and bit[0] == bit[-1]
        else bit
        for bit in smart_split(sought)
    ]


def having(model: type[Model], fields: Iterable[str], word: str) -> Q:
    """Say which rows of a model have a word in one of the fields.

    A field of another record's is written `testimony__title`.
    """
    own, others = _by_record(model, fields)
    found = {key: _few(key.related_model, others[key], word) for key in others}
    # Where the list has to be gone through for one of them, it is for all.
    few = None if None in found.values() else _few(model, own, word)
    conditions = [_standing(own, word) if few is None else Q(pk__in=few)]
    for key, keys in found.items():
        rows = _rows(key.related_model, others[key], word) if keys is None else keys
        conditions.append(Q((f"{key.name}__in", rows)))
    return reduce(or_, conditions)


def _by_record(
    model: type[Model], fields: Iterable[str]
) -> tuple[list[str], dict[ForeignKey[Any, Any], list[str]]]:
    own: list[str] = []
    others: dict[ForeignKey[Any, Any], list[str]] = {}
    for field in fields:
        key, _, name = field.rpartition("__")
        if key:
            others.setdefault(model._meta.get_field(key), []).append(name)  # type: ignore[arg-type]
        else:
            own.append(field)
    return own, others


def _standing(names: Iterable[str], word: str) -> Q:
    return reduce(or_, (Q((f"{name}__icontains", word)) for name in names))


def _rows(model: Any, names: Iterable[str], word: str) -> QuerySet[Any]:
    rows: QuerySet[Any] = model._default_manager.filter(_standing(names, word))
    return rows.order_by().values("pk")


def _few(model: Any, names: Iterable[str], word: str) -> list[Any] | None:
    """Give the keys of the rows that have a word; None where it is not a few."""
    if model not in INDEXED or len(word) < SHORTEST:
        return None
    rows = _rows(model, names, word).filter(_may_stand(model, word))
    found = list(rows.values_list("pk", flat=True)[: FEW + 1])
    return found if len(found) <= FEW else None


def _may_stand(model: type[Model], word: str) -> Func:
    """Ask the index; the expression is its very own."""
    pieces = Func(reduce(_beside, map(F, INDEXED[model])), function="kua_pieces")
    wanted = Func(Value(word), function="kua_pieces_of_word")
    return Func(
        pieces,
        wanted,
        template="(%(expressions)s)",
        arg_joiner=" @> ",
        output_field=BooleanField(),
    )


def _beside(one: Any, other: Any) -> Any:
    text = TextField()
    line = CombinedExpression(one, "||", Value("\n"), output_field=text)
    return CombinedExpression(line, "||", other, output_field=text)
