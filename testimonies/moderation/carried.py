"""What is withheld with records whose pages show other words too: tags, public notes.

As drafted and as readers have it: while a published record is open again, its draft may
withhold less than its edition does. What was ever withheld in it and readers do not
have counts then.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db.models import Model, Q, QuerySet

from testimonies.catalogue import Moving, entries, issues, strings_of
from testimonies.models import (
    Illustration,
    MediaItem,
    Passage,
    Quote,
    Redaction,
    Tag,
    Tagging,
    Testimony,
    Transcript,
    Witness,
)
from testimonies.moderation.withheld import (
    UNDER_WAY,
    handles_of,
    hidden_by,
    hidden_in,
    keys_of_words,
    names_hidden_by,
    names_hidden_in,
    private_handles,
)
from testimonies.privacy import Searched, Term
from testimonies.terms import Kind, Standing, State, kind_of


def carrying(tag: Tag) -> set[Moving]:
    """Give the records that carry a tag, public or on their way.

    A draft that nobody has handed in yet is left to the gates.
    """
    rows = Tagging.objects.filter(Q(tag=tag) | Q(tag__merged_into=tag))
    carriers: list[QuerySet[Any]] = [
        Testimony.objects.all(),
        MediaItem.objects.all(),
        Quote.objects.select_related("testimony"),
    ]
    found: set[Moving] = set()
    for row in rows.prefetch_related(GenericPrefetch("content_object", carriers)):
        carrier = row.content_object
        record = carrier.testimony if isinstance(carrier, Quote) else carrier
        if record.standing == Standing.PUBLISHED or record.state in UNDER_WAY:
            found.add(record)
    # What readers have may carry it still, though its draft does not any more; a quote
    # of it may have no draft at all.
    merged = Tag.objects.filter(merged_into=tag).values_list("ref", flat=True)
    shown = entries().filter(refs__overlap=[tag.ref, *merged])
    refs = list(shown.values_list("ref", flat=True))
    quotes = [ref for ref in refs if kind_of(ref) is Kind.QUOTE]
    refs += [issue.document.testimony for issue in issues(quotes).values()]
    found.update(Testimony.objects.filter(ref__in=refs))
    found.update(MediaItem.objects.filter(ref__in=refs))
    return found


class Withheld(NamedTuple):
    """What is withheld: words, and the keys of names among them."""

    terms: list[Term]
    names: frozenset[str]


def withheld_with(records: Iterable[Moving]) -> Withheld:
    """Give what is withheld with records."""
    records = list(records)
    terms = [term for record in records for term in private_handles(record)]
    names = set[str]()
    accounts = [record for record in records if isinstance(record, Testimony)]
    passages = Passage.objects.filter(transcript__testimony__in=accounts)
    for passage in passages.prefetch_related("redactions"):
        terms += hidden_in(passage)
        names |= names_hidden_in(passage)
    for record in filter(_is_open, records):
        once = _once(record)
        terms += once.terms
        names |= once.names
    return Withheld(terms, frozenset(names))


def tellers_of(records: Iterable[Moving]) -> list[Witness]:
    """Give the witnesses whose accounts open records were: readers have them so."""
    tellers = {
        teller
        for record in records
        if isinstance(record, Testimony) and _is_open(record)
        for teller in _history(Testimony, id=record.pk).values_list(
            "witness_id", flat=True
        )
    }
    return list(Witness.objects.filter(pk__in=tellers))


def _is_open(record: Moving) -> bool:
    return record.standing == Standing.PUBLISHED and record.state != State.SETTLED


def _told(record: Moving) -> str:
    """Give all that readers have of a record."""
    issue = issues([record.ref]).get(record.ref)
    found = strings_of(issue.document) if issue else []
    return "\n".join(text for _, text in found)


def _once(record: Moving) -> Withheld:
    """Give what was ever withheld in an open record, and readers do not have."""
    items, names = _history(MediaItem, id=record.pk), set[str]()
    terms: list[Term] = []
    if isinstance(record, Testimony):
        placed = _history(Illustration, testimony=record.pk).values("item")
        recordings = _history(Testimony, id=record.pk).values("recording")
        items = _history(MediaItem, Q(id__in=placed) | Q(id__in=recordings))
        for text, rows in _once_redacted(record):
            terms += hidden_by(text, rows)
            names |= names_hidden_by(text, rows)
    terms += handles_of(items)
    text = _told(record)
    told = Searched(text)
    return Withheld(
        [term for term in terms if not told.holds([term])],
        frozenset(names - keys_of_words(text)),
    )


def _once_redacted(record: Testimony) -> list[tuple[str, list[Any]]]:
    """List each text that a passage ever had, with all redactions it ever had."""
    transcripts = _history(Transcript, testimony=record.pk).values("id")
    passages = _history(Passage, transcript__in=transcripts)
    rows: dict[int, list[Any]] = {}
    for row in _history(Redaction, passage__in=passages.values("id")):
        rows.setdefault(row.passage_id, []).append(row)
    texts = passages.values_list("id", "text").distinct()
    return [(text, rows[key]) for key, text in texts if key in rows]


def _history(model: type[Model], *where: Q, **columns: Any) -> Any:
    """Give the rows of a model's history; those that were deleted have theirs."""
    events: Any = model._meta.get_field("history").related_model
    return events._default_manager.filter(*where, **columns)
