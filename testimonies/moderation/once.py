"""What was withheld once, and readers do not have: by the history of the drafts.

A draft that is open again may withhold less than the edition that readers have, and
older editions stay readable as they were issued. Of such a record counts whatever was
withheld in it since readers have had it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any

from django.db.models import Count, Min, Model

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
from testimonies.moderation.candidates import is_date
from testimonies.moderation.withheld import (
    Withheld,
    handles_of,
    hidden_by,
    keys_of_words,
    names_hidden_by,
)
from testimonies.privacy import Searched, Term
from testimonies.terms import AccountHolder, Standing, State

# A change is dated by when its transaction began, and that may have waited.
SHORTLY = timedelta(hours=1)


def with_past(records: Iterable[Moving]) -> dict[Moving, datetime | None]:
    """Give the public records of which readers may see more than the draft tells.

    With each the moment since which they may: its first readable edition's.
    """
    public = [each for each in records if each.standing == Standing.PUBLISHED]
    readable = Edition.objects.filter(
        ref__in=[each.ref for each in public], document__isnull=False
    )
    columns = ("ref", Count("id"), Min("issued_at"))
    counted = {
        ref: (count, since)
        for ref, count, since in readable.order_by().values("ref").values_list(*columns)
    }
    found: dict[Moving, datetime | None] = {}
    for each in public:
        count, since = counted.get(each.ref, (0, None))
        if each.state != State.SETTLED or count > 1:
            found[each] = since
    return found


def handles_ever(items: Iterable[MediaItem]) -> dict[int, list[Term]]:
    """Give by clip the handles of private people, those that it once had too.

    Of a public clip, and but for what readers have of it.
    """
    rows = {item.pk: item for item in items}
    found = {pk: handles_of([item]) for pk, item in rows.items()}
    public = {
        pk: item for pk, item in rows.items() if item.standing == Standing.PUBLISHED
    }
    once = history(
        MediaItem,
        pgh_obj__in=list(public),
        account_holder=AccountHolder.PRIVATE,
        # As it was issued: what was typed in a draft and corrected nobody had.
        standing=Standing.PUBLISHED,
        state=State.SETTLED,
    )
    before = [row for row in once if handles_of([row]) != found[row.id]]
    told = _told([public[row.id] for row in before])
    for row in before:
        found[row.id] += _untold(handles_of([row]), told[row.ref])
    return found


def withheld_once(records: Iterable[Moving]) -> dict[Moving, Withheld]:
    """Give by record what was withheld in it since readers had it, and they have not.

    So many queries for all of them.
    """
    past = with_past(records)
    accounts = {each.pk: each for each in past if isinstance(each, Testimony)}
    told = _told(past)
    found = {record: Withheld() for record in past}
    for key, text, rows in _redacted({pk: past[each] for pk, each in accounts.items()}):
        own = found[accounts[key]]
        # Each by itself as well: they may not have stood there at one time.
        for some in [rows, *([row] for row in rows)]:
            own.terms += hidden_by(text, some)
        own.names |= names_hidden_by(text, rows)
    shown = _clips_of(list(accounts))
    clips = MediaItem.objects.filter(pk__in={clip for _, clip in shown})
    handles = handles_ever(clips)
    for key, clip in shown:
        found[accounts[key]].terms += handles.get(clip, ())
    for record, own in found.items():
        readers_have = told[record.ref]
        own.terms[:] = _untold(dict.fromkeys(own.terms), readers_have)
        own.names -= keys_of_words("\n".join(each.text for each in readers_have))
    return found


def tellers_of(records: Iterable[Moving]) -> list[Witness]:
    """Give every witness that records had whom readers may know them by."""
    past = with_past(records)
    accounts = [each.pk for each in past if isinstance(each, Testimony)]
    clips = [each.pk for each in past if isinstance(each, MediaItem)]
    told = history(Testimony, pgh_obj__in=accounts).values_list("witness_id", flat=True)
    rested = history(MediaItem, pgh_obj__in=clips).values_list(
        "basis_witness_id", flat=True
    )
    return list(Witness.objects.filter(pk__in={*told, *rested} - {None}))


def _untold(terms: Iterable[Term], told: Iterable[Searched]) -> list[Term]:
    texts = list(told)
    return [term for term in terms if not any(text.says(term) for text in texts)]


def _told(records: Iterable[Moving]) -> dict[str, list[Searched]]:
    """Give by ref each text that readers have of records; a date tells no word."""
    refs = {record.ref for record in records}
    found = {ref: strings_of(each.document) for ref, each in issues(refs).items()}
    return {
        ref: [Searched(text) for path, text in found.get(ref, []) if not is_date(path)]
        for ref in refs
    }


def _redacted(
    accounts: Mapping[int, datetime | None],
) -> Iterator[tuple[int, str, list[Any]]]:
    """Give each text that passages had, with the redactions that it had.

    Of those that stood there since readers had the account, by its key.
    """
    transcripts = dict(
        history(Transcript, testimony__in=list(accounts)).values_list(
            "id", "testimony_id"
        )
    )
    texts = _by_row(history(Passage, transcript__in=list(transcripts)))
    spans: dict[int, list[Stood]] = {}
    for each in _by_row(history(Redaction, passage__in=list(texts))).values():
        for stood in each:
            spans.setdefault(stood.row.passage_id, []).append(stood)
    for key, hidden in spans.items():
        for text in texts[key]:
            account = transcripts[text.row.transcript_id]
            since = accounts[account]
            rows = {
                (each.row.start, each.row.end, each.row.kind): each.row
                for each in hidden
                if text.met(each) and each.lasted(since) and text.lasted(since)
            }
            if rows:
                yield account, text.row.text, list(rows.values())


def _clips_of(accounts: list[int]) -> set[tuple[int, int]]:
    """Give (account, clip) for every clip that accounts ever showed."""
    placed = history(Illustration, testimony__in=accounts)
    recorded = history(Testimony, pgh_obj__in=accounts, recording__isnull=False)
    return {
        *placed.values_list("testimony_id", "item_id"),
        *recorded.values_list("id", "recording_id"),
    }


@dataclass(frozen=True, slots=True)
class Stood:
    """A row of a history, and until when a row was as it says (None: it is)."""

    row: Any
    end: datetime | None

    def met(self, other: "Stood") -> bool:
        """Say whether both were so at one time, or became so in one transaction."""
        start, others = self.row.pgh_created_at, other.row.pgh_created_at
        return start == others or (
            (self.end is None or others < self.end)
            and (other.end is None or start < other.end)
        )

    def lasted(self, since: datetime | None) -> bool:
        """Say whether it still was so at a moment, or shortly before."""
        return since is None or self.end is None or self.end > since - SHORTLY


def _by_row(rows: Any) -> dict[int, list[Stood]]:
    """Give the history of each row, by its key; a deletion ends the last."""
    found: dict[int, list[Any]] = {}
    for row in rows.order_by("pgh_id"):
        found.setdefault(row.id, []).append(row)
    return {
        key: [
            Stood(row, then.pgh_created_at if then else None)
            for row, then in zip_longest(several, several[1:])
            if row.pgh_label != "delete"
        ]
        for key, several in found.items()
    }


def history(model: type[Model], **columns: Any) -> Any:
    """Give the rows of a model's history; those that were deleted have theirs too."""
    events: Any = model._meta.get_field("history").related_model
    return events._default_manager.filter(**columns)
