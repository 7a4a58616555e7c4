"""What of the vaults' protected terms stands in texts, and who met one, for the ledger.

A finding names the field and nothing more: neither the place in it nor which entry of
a list, since whoever may not open a vault could write a list of names and read there
which of them is protected. Whoever meets a term all the same is recorded, by field.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final

from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from testimonies import ledger
from testimonies.models import (
    LedgerEvent,
    MediaItem,
    Place,
    Source,
    Tag,
    Testimony,
    User,
    Witness,
)
from testimonies.moderation.groups import has_role
from testimonies.moderation.refusals import Finding, MoveRefused
from testimonies.moderation.withheld import as_one, is_long, sounds_of, words_of
from testimonies.privacy import (
    MOST_JOINED,
    Term,
    beginning,
    folded,
    holds_protected,
    protected_terms,
)
from testimonies.terms import RefMalformed, Role, parse_ref

MET: Final = "met_protected_term"
PROTECTED: Final = "protected"
_LONGEST_CATEGORY: Final = 40
# What a steward is told of, and so many fields of each person.
MET_WITHIN: Final = timedelta(days=30)
_MOST_TOLD: Final = 5
# A name of so many sounds (and the mark before them) is known with another ending too,
# of at most so many sounds more.
_KNOWN_BY: Final = 5
_LONGEST_ENDING: Final = 3
# Their words stand in the records of many witnesses.
_SHARED: Final = (Tag, Source, Place)


class Sealed:
    """The protected terms of every vault, as they are asked of a record's texts.

    Texts are asked one after another: what a word sounds like is worked out once.
    """

    def __init__(self, *records: object) -> None:
        self._terms = protected_terms()
        self._own = list(filter(_is_name, self._terms)) if _is_shared(records) else []
        witnesses = set().union(*map(_witnesses_of, records)) if self._terms else set()
        if witnesses:
            self._own += protected_terms(of=witnesses)
        self._known: dict[str, frozenset[str]] = {}

    def holds(self, text: str) -> bool:
        """Say whether a protected term stands in the text."""
        return holds_protected(text, self._terms)

    def hints(self, text: str) -> bool:
        """Say whether a name stands there by its sound, or one word of the witness's.

        Of another witness's name all words have to stand in the text, apart or as one
        (as in a handle): one of them alone is many people's. What many records share is
        every witness's, so far as names go.
        """
        words = words_of(text) if self._names else frozenset()
        found = frozenset().union(*map(self._sounding_like, words))
        return bool(found) and any(name <= found for name in self._names)

    @cached_property
    def _names(self) -> frozenset[frozenset[str]]:
        """Give what is listened for: words that have to stand in one text."""
        whole = (words_of(term.line) for term in self._terms)
        names = {words for words in whole if any(map(is_long, words))}
        own = {word for term in self._own for word in words_of(term.line)}
        return frozenset(names | {frozenset([word]) for word in own if is_long(word)})

    @cached_property
    def _sounds(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for word in frozenset().union(*self._names):
            for sound in _sounds_of(word):
                found.setdefault(sound, set()).add(word)
        for name in self._names:
            for handle in as_one(name):
                for sound in sounds_of(handle):
                    found.setdefault(sound, set()).update(name)
        return found

    def _sounding_like(self, word: str) -> frozenset[str]:
        if word not in self._known:
            found = (self._sounds.get(sound, ()) for sound in _heard(word))
            self._known[word] = frozenset().union(*found)
        return self._known[word]


def _witnesses_of(record: object) -> set[int]:
    """Give the keys of the witnesses whose words a record's are shown beside."""
    match record:
        case Testimony():
            return {record.witness_id}
        case MediaItem():
            return {key for key in [record.basis_witness_id] if key}
        case Witness():
            return {record.pk}
        case Source() | Place() | Tag() if record.pk:
            found = Witness.objects.filter(_shown_with(record))
            return set(found.values_list("pk", flat=True))
        case _:
            return set()


def _shown_with(row: Source | Place | Tag) -> Q:
    match row:
        case Source():
            clips = MediaItem.objects.filter(found_via=row).values("basis_witness")
            named = Q(testimonies__sources=row) | Q(testimonies__quotes__printed_in=row)
            return named | Q(pk__in=clips)
        case Place():
            return Q(place=row) | Q(testimonies__place=row)
        case _:
            # What was merged into a tag is on its records still, and shown as the tag.
            own = Tag.objects.filter(Q(pk=row.pk) | Q(merged_into=row))
            put_on = Q(testimonies__taggings__tag__in=own)
            quoted = Q(testimonies__quotes__taggings__tag__in=own)
            tagged = MediaItem.objects.filter(taggings__tag__in=own)
            return put_on | quoted | Q(pk__in=tagged.values("basis_witness"))


def _is_shared(records: Iterable[object]) -> bool:
    return any(isinstance(each, _SHARED) for each in records)


def _is_name(term: Term) -> bool:
    """Say whether a line may be a name: other lines hold words of everybody's."""
    return len(term.words) <= MOST_JOINED and all(map(str.isalpha, term.words))


def _sounds_of(word: str) -> set[str]:
    """Give the sounds by which a word of a name is known; a short one by itself."""
    if not is_long(word):
        return {folded(word)}
    begun = {key for key in sounds_of(beginning(word)) if len(key) >= _KNOWN_BY}
    return begun | sounds_of(word)


def _heard(word: str) -> set[str]:
    """Give the sounds of a word, with and without an ending."""
    if not is_long(word):
        return {folded(word)}
    return {
        key[:end]
        for key in sounds_of(word)
        for end in range(len(key) - _LONGEST_ENDING, len(key) + 1)
        if end == len(key) or end >= _KNOWN_BY
    }


def of_no_entry(path: str) -> str:
    """Give a text's field without the number or ref of any entry that leads to it."""
    return ".".join(step for step in path.split(".") if not _is_entry(step))


def _is_entry(step: str) -> bool:
    try:
        parse_ref(step)
    except RefMalformed:
        return step.isdigit()
    return True


def protected_in(
    record: object, strings: Iterable[tuple[str, str]]
) -> Iterator[Finding]:
    """Find protected terms, and what may be one, in a record's (path, text)."""
    yield from found_in(Sealed(record), strings)


def found_in(sealed: Sealed, strings: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Find in (path, text) what the vaults hold; once by field."""
    found = dict[str, bool]()
    for path, text in strings:
        field = of_no_entry(path)
        if not found.get(field):
            is_sure = sealed.holds(text)
            if is_sure or (field not in found and sealed.hints(text)):
                found[field] = is_sure
    for field, is_sure in found.items():
        yield Finding(
            PROTECTED, field, said_of(field, is_sure=is_sure), is_blocking=is_sure
        )


def said_of(field: str, *, is_sure: bool = True) -> str:
    """Give the sentence about a field that holds a protected term, or may hold one."""
    if is_sure:
        return (
            f"A protected term stands in {field}. Redact or reword it; a steward can"
            " say which it is."
        )
    return (
        f"{field} holds a protected name as it sounds, or a word of the witness's. Look"
        " whether it tells who is meant."
    )


# --- Who met one ----------------------------------------------------------------------


def note_meetings(fields: Iterable[str], *, by: User, ref: str) -> None:
    """Record that somebody met protected terms in these fields; inside acting(), last.

    Not of stewards, who may open the vaults. Every meeting is an event of its own.
    """
    met = sorted({field[:_LONGEST_CATEGORY] for field in fields})
    for field in met if met and not has_role(by, Role.STEWARD) else ():
        ledger.append(MET, actor=by, ref=ref, category=field)


def note_refusal(refusal: MoveRefused, *, by: User, ref: str) -> None:
    """Record that a refusal told somebody of protected terms; inside acting(), last."""
    found = (each for each in refusal.findings if each.code == PROTECTED)
    note_meetings((each.field for each in found), by=by, ref=ref)


@dataclass(frozen=True, slots=True)
class Meeting:
    """How often protected terms were met in one field of one record ("": new)."""

    ref: str
    field: str
    count: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Meetings:
    """What one person met, the last first; at least one."""

    who: str
    met: tuple[Meeting, ...]

    @property
    def count(self) -> int:
        return sum(each.count for each in self.met)

    @property
    def records(self) -> int:
        return len({each.ref for each in self.met})

    @property
    def first(self) -> datetime:
        return min(each.first for each in self.met)

    @property
    def newest(self) -> tuple[Meeting, ...]:
        """Some of them, to be shown."""
        return self.met[:_MOST_TOLD]

    @property
    def others(self) -> int:
        """How many fields are not among the newest."""
        return len(self.met) - len(self.newest)


def protected_met(user: User) -> list[Meetings]:
    """Give who met protected terms in 30 days, the last first, for stewards.

    Two queries. By person, so that nobody's many hide another's few.
    """
    if not has_role(user, Role.STEWARD):
        return []
    since = timezone.now() - MET_WITHIN
    rows = (
        LedgerEvent.objects.filter(action=MET, at__gt=since)
        .order_by()
        .values_list("actor__username", "ref", "category")
        .annotate(count=Count("id"), first=Min("at"), last=Max("at"))
        .order_by("-last")
    )
    met: dict[str, list[Meeting]] = {}
    for who, *meeting in rows:
        met.setdefault(who, []).append(Meeting(*meeting))
    return [Meetings(who, tuple(each)) for who, each in met.items()]
