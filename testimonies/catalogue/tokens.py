"""Tokens: what an entry is found by beside its words, as lexemes of the same vector.

Words, filters, windows and exclusions are thus one condition, answered by one index. A
token begins with @, which no word of a text does. Pure: no database.
"""

import datetime
import hashlib
from collections.abc import Iterator

from testimonies.catalogue.names import known_names
from testimonies.terms import DateMalformed, EdtfDate, Kind

# A window of the newest records is made of blocks: 4096, 32 768 and 262 144 of them.
BLOCKS = (("a", 12), ("b", 15), ("c", 18))
LONGEST_NAME = 120
SMALLEST_BLOCK = 1 << BLOCKS[0][1]
# Samples that chance makes, each half of the one before: one record in 2, in 4, …
SHARES = tuple(1 << halvings for halvings in range(1, 11))
# A time of more years has one token for all of them; likewise months and days.
MOST_YEARS, MOST_MONTHS, MOST_DAYS = 60, 36, 62
LONG = "@long"
DATED = "@dated"
# Tags that name no subject: no facet shows them.
NOISE = "@noise"


def kind_token(kind: Kind) -> str:
    """Records of a kind."""
    return f"@kind:{kind.value}"


def tag_token(ref: str) -> str:
    """Records under a tag."""
    return f"@tag:{ref}"


def witness_token(ref: str) -> str:
    """Testimonies of a witness."""
    return f"@witness:{ref}"


def language_token(language: str) -> str:
    """Records whose own words are in a language."""
    return f"@lang:{language}"


def platform_token(platform: str) -> str:
    """Clips of a platform."""
    return f"@platform:{platform}"


def place_tokens(name: str) -> list[str]:
    """Records of a place, under any of its names in any script: one is enough.

    A name is cut where a lexeme would be too long for the database.
    """
    return sorted({f"@place:{key[:LONGEST_NAME]}" for key in known_names(name)})


def place_facet(name: str) -> str:
    """The place as its facet is counted: by the name that the document gives first."""
    return f"place:{name}"


def sample_token(share: int) -> str:
    """Records of the sample that holds one in `share` of SHARES."""
    return f"@one-in:{share}"


def sample_tokens(ref: str) -> list[str]:
    """Give the samples to which a record belongs, for ever: none, for half of them."""
    drawn = int.from_bytes(hashlib.sha256(ref.encode()).digest()[:2], "big")
    return [sample_token(share) for share in SHARES if drawn * share < 1 << 16]


def sequence_tokens(sequence: int) -> list[str]:
    """Give the blocks in which a record became public."""
    return [f"@{name}:{sequence >> bits}" for name, bits in BLOCKS]


def block_token(block: int) -> str:
    """Records of one block of middle size."""
    name, _bits = BLOCKS[1]
    return f"@{name}:{block}"


def block_of(sequence: int) -> int:
    """Say in which block of middle size a record became public."""
    return sequence >> BLOCKS[1][1]


def window_tokens(first: int, last: int) -> list[str]:
    """Give the fewest blocks that hold the sequence numbers; they may hold a few more.

    Both ends are rounded outwards to the smallest block.
    """
    smallest = BLOCKS[0][1]
    at, end = (first >> smallest) << smallest, ((last >> smallest) + 1) << smallest
    tokens: list[str] = []
    while at < end:
        name, bits = next(
            (name, bits)
            for name, bits in reversed(BLOCKS)
            if at % (1 << bits) == 0 and (at + (1 << bits) <= end or bits == smallest)
        )
        tokens.append(f"@{name}:{at >> bits}")
        at += 1 << bits
    return tokens


def bounds_of(text: str) -> tuple[datetime.date, datetime.date] | None:
    """Give the first and last day that an EDTF date may mean; None: not known.

    An end that is open or unknown is the other end.
    """
    try:
        date = EdtfDate.parse(text)
    except DateMalformed:
        return None
    first, last = date.earliest or date.latest, date.latest or date.earliest
    return (first, last) if first and last else None


def time_tokens(first: datetime.date, last: datetime.date) -> list[str]:
    """Give years, months and days between two, as exactly as the span allows."""
    if last.year - first.year >= MOST_YEARS:
        return [LONG]
    tokens = [f"@year:{year:04}" for year in range(first.year, last.year + 1)]
    months = list(_months(first, last))
    if len(months) <= MOST_MONTHS:
        tokens += [f"@month:{year:04}-{month:02}" for year, month in months]
    days = (last - first).days + 1
    if days <= MOST_DAYS:
        every = (first + datetime.timedelta(days=day) for day in range(days))
        tokens += [f"@day:{day.isoformat()}" for day in every]
    return tokens


def dated_tokens(since: str, until: str) -> list[str]:
    """Give tokens one of which every record between two EDTF dates has; "": open.

    Records outside may have one too: the columns decide.
    """
    if not since and not until:
        return []
    first, last = bounds_of(since), bounds_of(until)
    if first and last and 0 <= last[1].year - first[0].year < MOST_YEARS:
        years = range(first[0].year, last[1].year + 1)
        return [LONG, *(f"@year:{year:04}" for year in years)]
    return [DATED]


def _months(first: datetime.date, last: datetime.date) -> Iterator[tuple[int, int]]:
    start = first.year * 12 + first.month - 1
    for month in range(start, last.year * 12 + last.month):
        yield month // 12, month % 12 + 1


def facet_of(token: str) -> str:
    """Give a token as a facet writes it: without its sign."""
    return token.removeprefix("@")
