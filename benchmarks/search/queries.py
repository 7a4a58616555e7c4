"""The queries of each class, drawn by rank in the synthetic archive, seeded."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random
from urllib.parse import parse_qs

from benchmarks.search.vocabulary import SEED, places, ref_of, tag_names, vocabulary
from testimonies.search import After, SearchQuery, Sort
from testimonies.terms import Kind

EACH = 60
# Each of the two large languages has four tenths of the records.
_LARGE = ("en", "ru")
# Somebody's: a page begins at a place in the order, whoever stands there.
_SOME_REF = ref_of(Kind.WITNESS, 0)

Draw = Callable[[Random], SearchQuery]


@dataclass(frozen=True, slots=True)
class Class:
    """Queries of one kind; `family` says which goals and which peers are theirs."""

    name: str
    family: str
    draw: Draw

    def queries(self, count: int = EACH) -> list[SearchQuery]:
        """Give so many different queries, the same each time."""
        return list(islice(self._different(), count))

    def _different(self) -> Iterator[SearchQuery]:
        random, seen = Random(f"{SEED} {self.name}"), set[SearchQuery]()
        for _ in range(100_000):
            query = _as_read(self.draw(random))
            if query not in seen:
                seen.add(query)
                yield query


def _as_read(query: SearchQuery) -> SearchQuery:
    """Give the search that its address is read as: only that one's marker is valid."""
    given = parse_qs(query.paged(None).querystring())
    return SearchQuery.parse(given).paged(query.after)


def _forms(random: Random, *ranks: tuple[int, int]) -> list[str]:
    """Give a form of a word from each span of ranks, all of one language."""
    words = vocabulary(random.choice(_LARGE)).words
    found: dict[int, str] = {}
    for first, last in ranks:
        rank = random.randrange(first, last)
        while rank in found:
            rank = random.randrange(first, last)
        found[rank] = random.choice(words[rank])
    return list(found.values())


def words(*ranks: tuple[int, int]) -> Draw:
    """Search for a word of each span of ranks."""
    return lambda random: SearchQuery(" ".join(_forms(random, *ranks)))


def _either_and_not(random: Random) -> SearchQuery:
    one, other, never = _forms(random, (100, 1000), (100, 1000), (10, 60))
    return SearchQuery(f"{one} -{never} or {other} -{never}")


def _collocation(random: Random) -> SearchQuery:
    pair = random.choice(vocabulary(random.choice(_LARGE)).collocations[:1500])
    return SearchQuery(f'"{pair}"')


def _common_phrase(random: Random) -> SearchQuery:
    one, other = _forms(random, (0, 15), (0, 15))
    return SearchQuery(f'"{one} {other}"')


def _named(random: Random, *ranks: tuple[int, int]) -> tuple[str, ...]:
    numbers: list[int] = []
    while len(numbers) < len(ranks):
        number = random.randrange(*ranks[len(numbers)])
        if number not in numbers:
            numbers.append(number)
    return tuple(sorted(tag_names()[number] for number in numbers))


def tagged(*ranks: tuple[int, int]) -> Draw:
    """Search for a tag of each span of ranks, all of them."""
    return lambda random: SearchQuery(tags=_named(random, *ranks))


def _one_of_four(random: Random) -> SearchQuery:
    return SearchQuery(any=_named(random, *[(50, 400)] * 4))


def _but_not_two(random: Random) -> SearchQuery:
    broad, *never = _named(random, *[(0, 20)] * 3)
    return SearchQuery(tags=(broad,), not_=tuple(sorted(never)))


def _word_and_tag(random: Random) -> SearchQuery:
    (word,) = _forms(random, (60, 300))
    return SearchQuery(word, tags=_named(random, (0, 60)))


def _place_and_time(random: Random) -> SearchQuery:
    year = random.randint(1993, 2015)
    place = places()[random.randrange(50)].name.text.casefold()
    return SearchQuery(place=place, since=str(year), until=str(year + 3))


def ordered(sort: Sort) -> Draw:
    """Search for a common word in an order."""

    def draw(random: Random) -> SearchQuery:
        (word,) = _forms(random, (0, 300))
        return SearchQuery(word, sort=sort)

    return draw


def _deep(share: float) -> Callable[[int], Draw]:
    """Give pages that begin behind so large a part of the archive."""

    def of(newest: int) -> Draw:
        def draw(random: Random) -> SearchQuery:
            after = After(max(1, int(newest * (1 - share))), _SOME_REF)
            query = SearchQuery(tags=_named(random, (0, 60)), sort=Sort.NEWEST)
            return query.paged(after if share else None)

        return draw

    return of


DEPTHS = (0, 0.01, 0.1, 0.5, 0.95)
VERY_COMMON, COMMON, RARE = (
    "very common word (> 10 %)",
    "common word (2–5 %)",
    "rare word",
)
COMMON_PHRASE = "phrase of two very common words"


def classes(newest: int) -> list[Class]:
    """List the classes; `newest` is the newest place in the order of publication."""
    pages = [
        Class(f"page {share:.0%} deep", "deep", _deep(share)(newest))
        for share in DEPTHS
    ]
    return [
        Class(VERY_COMMON, "words", words((0, 12))),
        Class(COMMON, "words", words((60, 150))),
        Class("medium word", "words", words((600, 3000))),
        Class(RARE, "words", words((15_000, 50_000))),
        Class("two words", "words", words((20, 200), (200, 1000))),
        Class("three common words", "words", words(*[(10, 100)] * 3)),
        Class("or, not", "words", _either_and_not),
        Class("phrase, collocation", "words", _collocation),
        Class(COMMON_PHRASE, "words", _common_phrase),
        Class("tag, broad", "tags", tagged((0, 60))),
        Class("tag, rare", "tags", tagged((2500, 5000))),
        Class("two broad tags", "tags", tagged(*[(0, 30)] * 2)),
        Class("three broad tags", "tags", tagged(*[(0, 30)] * 3)),
        Class("four broad tags", "tags", tagged(*[(0, 30)] * 4)),
        Class("broad and middling tag", "tags", tagged((0, 30), (100, 600))),
        Class("one of four tags", "tags", _one_of_four),
        Class("broad tag, not two", "tags", _but_not_two),
        Class("word and broad tag", "both", _word_and_tag),
        Class("place and time", "both", _place_and_time),
        Class("word, newest first", "orders", ordered(Sort.NEWEST)),
        Class("word, oldest first", "orders", ordered(Sort.OLDEST)),
        Class("word, as it happened", "orders", ordered(Sort.HAPPENED)),
        *pages,
    ]
