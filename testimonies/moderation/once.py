"""What was withheld once, and readers do not have: by the history of the drafts.

A draft that is open again may withhold less than the edition that readers have, and
older editions stay readable as they were issued. Of such a record counts whatever was
ever withheld in it.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Model

from testimonies.catalogue import Moving, issues, strings_of
from testimonies.models import (
    Edition,
    Illustration,
    MediaItem,
    Passage,
    Redaction,
    Testimony,
    Transcript,
    Witness,
)
from testimonies.moderation.withheld import (
    Withheld,
    handles_of,
    hidden_by,
    keys_of_words,
    names_hidden_by,
)
from testimonies.privacy import Searched, Term
from testimonies.terms import AccountHolder, Standing, State


def with_past(records: Iterable[Moving]) -> list[Moving]:
    """Give the public records of which readers may see more than the draft tells."""
    public = [each for each in records if each.standing == Standing.PUBLISHED]
    readable = Edition.objects.filter(ref__in=[each.ref for each in public])
    several = (
        readable.filter(document__isnull=False)
        .order_by()
        .values("ref")
        .annotate(count=Count("id"))
        .filter(count__gt=1)
    )
    older = set(several.values_list("ref", flat=True))
    return [each for each in public if each.state != State.SETTLED or each.ref in older]


def handles_ever(items: Iterable[MediaItem]) -> dict[int, list[Term]]:
    """Give by clip the handles of private people, those that it once had too.

    Of a public clip, and but for what readers have of it.
    """
    rows = {item.pk: item for item in items}
    found = {pk: handles_of([item]) for pk, item in rows.items()}
    public = {
        pk: item for pk, item in rows.items() if item.standing == Standing.PUBLISHED
    }
    once = history(MediaItem, id__in=list(public), account_holder=AccountHolder.PRIVATE)
    before = [row for row in once if handles_of([row]) != found[row.id]]
    told = _told([public[row.id] for row in before])
    for row in before:
        found[row.id] += _untold(handles_of([row]), told[row.ref])
    return found


def withheld_once(records: Iterable[Moving]) -> dict[Moving, Withheld]:
    """Give by record what was ever withheld in it, and readers do not have."""
    past = with_past(records)
    accounts = {each.pk: each for each in past if isinstance(each, Testimony)}
    told = _told(past)
    found = {record: Withheld() for record in past}
    for key, text, rows in _redacted(list(accounts)):
        own = found[accounts[key]]
        # Each by itself as well: they may not have stood there at one time.
        for some in [rows, *([row] for row in rows)]:
            own.terms += hidden_by(text, some)
        own.names |= names_hidden_by(text, rows)
    for key, row in _clips_of(list(accounts)):
        found[accounts[key]].terms += handles_of([row])
    for record, own in found.items():
        readers_have = told[record.ref]
        own.terms[:] = _untold(own.terms, readers_have)
        own.names -= keys_of_words(readers_have.text)
    return found


def tellers_of(records: Iterable[Moving]) -> list[Witness]:
    """Give every witness that records had whom readers may know them by."""
    past = with_past(records)
    accounts = [each.pk for each in past if isinstance(each, Testimony)]
    clips = [each.pk for each in past if isinstance(each, MediaItem)]
    told = history(Testimony, id__in=accounts).values_list("witness_id", flat=True)
    rested = history(MediaItem, id__in=clips).values_list("basis_witness_id", flat=True)
    return list(Witness.objects.filter(pk__in={*told, *rested} - {None}))


def _untold(terms: Iterable[Term], told: Searched) -> list[Term]:
    return [term for term in terms if not told.holds([term])]


def _told(records: Iterable[Moving]) -> dict[str, Searched]:
    """Give by ref all that readers have of records."""
    refs = {record.ref for record in records}
    found = {ref: strings_of(each.document) for ref, each in issues(refs).items()}
    return {
        ref: Searched("\n".join(text for _, text in found.get(ref, []))) for ref in refs
    }


def _redacted(accounts: list[int]) -> list[tuple[int, str, list[Any]]]:
    """List each text that passages ever had, with all redactions they ever had."""
    transcripts = dict(
        history(Transcript, testimony__in=accounts).values_list("id", "testimony_id")
    )
    passages = history(Passage, transcript__in=list(transcripts))
    rows: dict[int, list[Any]] = {}
    for row in history(Redaction, passage__in=passages.values("id")):
        rows.setdefault(row.passage_id, []).append(row)
    texts = passages.filter(id__in=list(rows)).values_list("transcript", "id", "text")
    return [
        (transcripts[transcript], text, rows[key])
        for transcript, key, text in texts.distinct()
    ]


def _clips_of(accounts: list[int]) -> list[tuple[int, Any]]:
    """List with each account every row of every clip that it ever showed."""
    placed = history(Illustration, testimony__in=accounts)
    recorded = history(Testimony, id__in=accounts, recording__isnull=False)
    shown = {
        *placed.values_list("testimony_id", "item_id"),
        *recorded.values_list("id", "recording_id"),
    }
    rows: dict[int, list[Any]] = {}
    for row in history(MediaItem, id__in=[clip for _, clip in shown]):
        rows.setdefault(row.id, []).append(row)
    return [(account, row) for account, clip in shown for row in rows.get(clip, [])]


def history(model: type[Model], **columns: Any) -> Any:
    """Give the rows of a model's history; those that were deleted have theirs too."""
    events: Any = model._meta.get_field("history").related_model
    return events._default_manager.filter(**columns)
