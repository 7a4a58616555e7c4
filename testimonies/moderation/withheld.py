"""What of a record no reader may be told: redacted words, and private people's handles.

Protected terms are of every record. Nothing here says which words they are: it finds
them, and gives where.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import permutations

from testimonies.analysis import name_keys
from testimonies.catalogue import (
    Moving,
    describe_tag,
    strings_of,
)
from testimonies.models import (
    Collection,
    MediaItem,
    Passage,
    Quote,
    Redaction,
    Tag,
    Testimony,
)
from testimonies.privacy import (
    MOST_JOINED,
    Term,
    as_read,
    redacted_words,
)
from testimonies.terms import (
    AccountHolder,
    RedactionKind,
    State,
)

# Marks, embeddings, overrides and isolates (UAX #9, section 2).
_TURNS = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# What nobody sees inside a word, and what is no character; a mark without a letter of
# which it is a part, as the stress of a Russian word.
_UNSEEN = re.compile(
    "[\u00ad\u0300-\u036f\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\ufff0-\ufff8\ufffe\uffff]"
)
TURNED = (
    "holds characters that turn the direction of the text, so that it reads otherwise"
    " than it is. Type it anew."
)
UNDER_WAY = (State.IN_REVIEW, State.APPROVED, State.SCHEDULED)
# A shorter handle would be found in other words.
SHORTEST_NAME = 3
# One letter, as of an initial, stands everywhere and tells of nobody.
FEWEST = 2
# Of a redacted name each word from this length on is looked for by itself.
SHORTEST_WORD = 4
_NAMES = (RedactionKind.NAME, RedactionKind.THIRD_PARTY)
# In a handle a mark or a digit ends a name.
_WORD = re.compile(r"[^\W\d_]+|\d+")
# The words of one long account.
_REMEMBERED = 16_384


@dataclass(slots=True)
class Withheld:
    """What is withheld: words, and the keys of names among them."""

    terms: list[Term] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


def turns(text: str) -> bool:
    """Say whether a text holds characters that turn its direction."""
    return bool(_TURNS & set(text))


def hidden_in(passage: Passage) -> list[Term]:
    """Give the words redacted in a passage: names in any form, others as they are."""
    return hidden_by(passage.text, passage.redactions.all())


def hidden_by(text: str, rows: Iterable[Redaction]) -> list[Term]:
    """Give what the rows hide of a text, or rows of a history of redactions."""
    spans = list(rows)
    every = redacted_words(text, [(each.start, each.end) for each in spans])
    terms = [Term(words, is_verbatim=True) for words in every]
    names = map(Term, _redacted(text, spans, RedactionKind.NAME))
    # A short one has no other form that would not be found in other words.
    terms += [name for name in names if not name.is_short]
    return [term for term in terms if sum(map(str.isalnum, term.folded)) >= FEWEST]


def _redacted(text: str, rows: Iterable[Redaction], *kinds: RedactionKind) -> list[str]:
    return redacted_words(text, [(r.start, r.end) for r in rows if r.kind in kinds])


def names_hidden_in(passage: Passage) -> frozenset[str]:
    """Give the keys of each longer word of what is redacted in a passage as a name.

    A surname alone, or in another script, tells of whom the passage speaks as well.
    """
    return names_hidden_by(passage.text, passage.redactions.all())


def names_hidden_by(text: str, rows: Iterable[Redaction]) -> frozenset[str]:
    """Give the keys of what the rows hide of a text as names."""
    names = _redacted(text, rows, *_NAMES)
    handles = (handle for name in names for handle in as_one(words_of(name)))
    return keys_of_words(" ".join([*names, *handles]))


def keys_of_words(text: str) -> frozenset[str]:
    """Give the keys of each longer word, under which it is known in any script."""
    return frozenset(
        key for word in words_of(text) if is_long(word) for key in sounds_of(word)
    )


def is_long(word: str) -> bool:
    """Say whether a word may be one of a name, and tells somebody by itself."""
    return len(word) >= SHORTEST_WORD and word.isalpha()


def as_one(words: frozenset[str]) -> Iterator[str]:
    """Give the words of a name written as one, as in a handle, in each order."""
    if 1 < len(words) <= MOST_JOINED:
        yield from map("".join, permutations(words))


def words_of(text: str) -> frozenset[str]:
    """Give each word of a text once, in small letters, without what nobody sees."""
    plain = unicodedata.normalize("NFKC", as_read(text)).lower()
    return frozenset(_WORD.findall(_UNSEEN.sub("", plain)))


@lru_cache(maxsize=_REMEMBERED)
def sounds_of(word: str) -> frozenset[str]:
    """Give the keys of a word; a page asks for the same words again."""
    return name_keys(word)


def handles_of(items: Iterable[MediaItem]) -> list[Term]:
    """Give the handles and ids of those clips that are of private people's accounts."""
    terms = [
        Term(name, is_verbatim=True)
        for item in items
        if item.account_holder == AccountHolder.PRIVATE
        for name in (item.account.lstrip("@"), item.platform_id)
    ]
    return [term for term in terms if len(term.folded) >= SHORTEST_NAME]


def tag_strings(record: Moving) -> list[tuple[str, str]]:
    """List (field, text) of what readers get with the tags of a record and its quotes.

    The slug too: a tag may have been renamed when its address did not follow yet.
    """
    found: list[tuple[str, str]] = []
    for tag in _tags_of(record):
        found += [(f"tags.{tag.ref}.{field}", text) for field, text in told_by(tag)]
    return found


def told_by(tag: Tag) -> list[tuple[str, str]]:
    """List (field, text) of what readers get of a tag, its address as it is said."""
    return [*strings_of(describe_tag(tag)), ("slug", said_address(tag.slug))]


def said_address(name: str) -> str:
    """Give a name, which may be that of an address, and after it how it is read."""
    said = name.replace("-", " ").replace("_", " ")
    return name if said == name else f"{name}\n{said}"


def _tags_of(record: Moving) -> list[Tag]:
    carriers: list[Testimony | Quote | MediaItem] = []
    if not isinstance(record, Collection):
        carriers.append(record)
    if isinstance(record, Testimony):
        carriers += record.quotes.all()
    rows = [tagging for carrier in carriers for tagging in carrier.taggings.all()]
    # Readers get a merged tag as the one that was kept.
    return list(dict.fromkeys(row.tag.kept for row in rows))
