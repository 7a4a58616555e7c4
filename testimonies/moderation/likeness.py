"""Tags that may be one: suggestions for an editor, who alone decides.

Two tags are alike where names of theirs sound alike in any script, or are spelled
alike but for one letter. One pass over all names; each costs the same, however many
there are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from testimonies.analysis import name_keys
from testimonies.catalogue import facet_counts, folded_name
from testimonies.models import Tag, TagAlias, Translation

# Shorter words are alike by chance; a longer name is compared as a whole.
SHORTEST, LONGEST = 5, 40
MOST_ALIKE = 200
# Names whose lengths differ by more are spelled alike only where signs are left out.
_ASIDE = 4

Name = tuple[int, str]
Pairs = dict[tuple[int, int], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class TagLine:
    """A tag, and how many published records it has."""

    pk: int
    ref: str
    name: str
    records: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two tags, the one with more records first, and their names that are alike."""

    kept: TagLine
    merged: TagLine
    names: tuple[str, str]


def likenesses(of: Tag | None = None) -> list[Likeness]:
    """Give pairs of tags that may be one, those on most records first.

    MOST_ALIKE of them. With `of`, the pairs that this tag is in. Of many that are all
    alike each is paired with one of them. Four queries.
    """
    lines = _lines()
    names = sorted(_names(lines))
    pairs = _pairs(names) if of is None else _pairs_with(of.pk, names)
    found = [
        _likeness(lines[one], lines[other], spelled)
        for (one, other), spelled in pairs.items()
    ]
    return sorted(found, key=_most_used)[:MOST_ALIKE]


def _lines() -> dict[int, TagLine]:
    counts = facet_counts("tag")
    rows = Tag.objects.filter(merged_into=None).values_list("pk", "ref", "name")
    return {pk: TagLine(pk, ref, name, counts.get(ref, 0)) for pk, ref, name in rows}


def _names(lines: dict[int, TagLine]) -> Iterator[Name]:
    """Give (tag, name) for the names, aliases and translated names of all."""
    yield from ((line.pk, line.name) for line in lines.values())
    yield from TagAlias.objects.values_list("tag_id", "name")
    translated = Translation.objects.filter(
        content_type__app_label="testimonies", content_type__model="tag", field="name"
    )
    rows = translated.values_list("object_id", "text")
    yield from ((pk, name) for pk, name in rows if pk in lines)


def _pairs(names: Iterable[Name]) -> Pairs:
    """Pair each tag with the first that has a key of its."""
    first: dict[str, Name] = {}
    pairs: Pairs = {}
    for pk, name in names:
        for key in sounds_of(name) | spellings_of(name):
            there, spelled = first.setdefault(key, (pk, name))
            # Some pair may be met from the other side by another key.
            if there != pk and (pk, there) not in pairs:
                pairs.setdefault((there, pk), (spelled, name))
    return pairs


def _pairs_with(own: int, names: list[Name]) -> Pairs:
    """Pair one tag with each that has a key of its."""
    keys = {
        key: name
        for pk, name in names
        if pk == own
        for key in sounds_of(name) | spellings_of(name)
    }
    lengths = {len(name) for name in keys.values()}
    pairs: Pairs = {}
    for pk, name in names:
        if pk == own:
            continue
        theirs = set(sounds_of(name))
        if any(abs(len(name) - length) <= _ASIDE for length in lengths):
            theirs |= spellings_of(name)
        if shared := keys.keys() & theirs:
            pairs.setdefault((own, pk), (keys[min(shared)], name))
    return pairs


# A tag's names are heard each time that its page is opened.
@lru_cache(maxsize=20_000)
def sounds_of(name: str) -> frozenset[str]:
    """Give keys of which two names share one that sound alike in any script."""
    return name_keys(name)


def spellings_of(name: str) -> set[str]:
    """Give keys of which two names share one that differ by a letter: all but one each.

    Numbers are kept whole: the years 2021 and 2022 are not one.
    """
    folded = folded_name(name)
    letters = "".join(filter(str.isalpha, folded))
    numbers = "".join(filter(str.isdigit, folded))
    spelled = {letters} if letters else set()
    if SHORTEST <= len(letters) <= LONGEST:
        spelled |= {letters[:at] + letters[at + 1 :] for at in range(len(letters))}
    return {f"{numbers}={each}" for each in spelled}


def _likeness(one: TagLine, other: TagLine, names: tuple[str, str]) -> Likeness:
    if (one.records, -one.pk) >= (other.records, -other.pk):
        return Likeness(one, other, names)
    return Likeness(other, one, names[::-1])


def _most_used(pair: Likeness) -> tuple[int, int, str, str]:
    used = pair.merged.records, pair.kept.records
    return -used[0], -used[1], pair.kept.name, pair.merged.name
