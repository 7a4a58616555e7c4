"""A seeded synthetic archive: the same documents for a seed, in any process.

Every title begins with "Synthetic". Words, tags and places follow Zipf's law. Document
number i is made from i alone, so that any part can be made by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from benchmarks.search.shapes import LANGUAGES, stems
from benchmarks.search.vocabulary import (
    PLACES,
    SEED,
    SHARES,
    TAGS,
    places,
    prose,
    ref_of,
    tag_refs,
    vocabulary,
    zipf,
)
from testimonies.catalogue import Document, MediaDocument, QuoteDocument, Text
from testimonies.catalogue.documents import (
    PassageCopy,
    PlaceCopy,
    TestimonyDocument,
    TranscriptCopy,
    WitnessDocument,
)
from testimonies.terms import Kind

PLATFORMS = ("tiktok", "telegram", "youtube", "instagram", "x", "vk", "unknown")
FIRST_DAY, DAYS = date(1992, 1, 1), 30 * 365
# A block of twenty: a witness, testimonies, quotes of them, media.
BLOCK = 20
_TESTIMONIES, _QUOTES = range(1, 13), range(13, 17)
_NOTICE = "Synthetic: made for a benchmark, told by nobody."
_RIGHTS = Text("en", _NOTICE)
_NONE = Text("en", "")


@dataclass(frozen=True, slots=True)
class Profile:
    """What an archive is made of; `words` are those of a testimony, from and to."""

    name: str
    words: tuple[int, int]
    only_testimonies: bool = False


SHORT = Profile("short", (40, 300))
LONG = Profile("long", (200, 1500), only_testimonies=True)


def documents(profile: Profile, first: int, last: int) -> Iterator[Document]:
    """Make the documents numbered from `first` up to `last`, which is left out."""
    for number in range(first, last):
        yield document(profile, number)


def document(profile: Profile, number: int) -> Document:
    """Make one document."""
    random = Random(SEED * 1_000_003 + number)
    place = number % BLOCK
    if place == 0:
        return _witness(number, random)
    if place in _TESTIMONIES or profile.only_testimonies:
        return _testimony(number, random, profile)
    if place in _QUOTES:
        return _quote(number, random)
    return _media(number, random)


def _language(random: Random) -> str:
    return random.choices(LANGUAGES, weights=SHARES)[0]


def _title(language: str, random: Random) -> Text:
    words = " ".join(vocabulary(language).draw(random, random.randint(3, 6)))
    return Text(language, f"Synthetic {words}")


def _tags(random: Random) -> tuple[str, ...]:
    drawn = random.choices(tag_refs(), cum_weights=zipf(TAGS), k=random.randint(3, 12))
    return tuple(sorted(set(drawn)))


def _place(random: Random) -> PlaceCopy:
    return random.choices(places(), cum_weights=zipf(PLACES))[0]


def _day(random: Random) -> str:
    day = FIRST_DAY + timedelta(days=random.randrange(DAYS))
    later = day + timedelta(days=random.randint(1, 20))
    exactly, month = day.isoformat(), f"{day.year:04}-{day.month:02}"
    choices = (exactly, month, f"{exactly}/{later.isoformat()}", f"{day.year:04}", "")
    return random.choices(choices, weights=(70, 15, 8, 4, 3))[0]


def _witness(number: int, random: Random) -> WitnessDocument:
    language = _language(random)
    name = next(stems(language, seed=number)).title()
    return WitnessDocument(
        ref=ref_of(Kind.WITNESS, number),
        name=f"Synthetic {name}",
        name_kind="pseudonym",
        description=Text(language, prose(language, random.randint(5, 30), random)),
        place=_place(random),
        languages=(language,),
        spelling_variants=(),
    )


def _passages(words: int, language: str, random: Random) -> tuple[PassageCopy, ...]:
    passages: list[PassageCopy] = []
    while words > 0:
        length = min(words, random.randint(40, 120))
        text = prose(language, length, random)
        passages.append(
            PassageCopy(len(passages) + 1, "testimony", "", text, (), None, None)
        )
        words -= length
    return tuple(passages)


def _testimony(number: int, random: Random, profile: Profile) -> TestimonyDocument:
    language, block = _language(random), number - number % BLOCK
    words = random.randint(*profile.words)
    quotes = () if profile.only_testimonies else _quotes_of(number, block)
    passages = _passages(words, language, random)
    return TestimonyDocument(
        ref=ref_of(Kind.TESTIMONY, number),
        title=_title(language, random),
        summary=Text(language, prose(language, random.randint(10, 25), random)),
        witness=ref_of(Kind.WITNESS, block),
        collection=None,
        place=_place(random),
        happened=_day(random),
        given="",
        given_how=_RIGHTS,
        interviewer="",
        outlet="",
        language=language,
        content_notes=(),
        content_note_text=_NONE,
        tags=_tags(random),
        sources=(),
        rights=_RIGHTS,
        rights_url="",
        consents=(),
        transcripts=(
            TranscriptCopy(language, True, "", False, False, passages),  # noqa: FBT003
        ),
        quotes=quotes,
        illustrations=(),
    )


def _quotes_of(number: int, block: int) -> tuple[str, ...]:
    return tuple(
        ref_of(Kind.QUOTE, block + place)
        for place in _QUOTES
        if _quoted(block + place) == number
    )


def _quoted(quote: int) -> int:
    """Give the number of the testimony that a quote is of, in the same block."""
    block = quote - quote % BLOCK
    return block + Random(quote).choice(_TESTIMONIES)


def _quote(number: int, random: Random) -> QuoteDocument:
    language = _language(random)
    return QuoteDocument(
        ref=ref_of(Kind.QUOTE, number),
        testimony=ref_of(Kind.TESTIMONY, _quoted(number)),
        text=prose(language, random.randint(8, 30), random),
        language=language,
        fidelity="absent",
        passage=None,
        transcript_language="",
        start=None,
        end=None,
        prefix="",
        suffix="",
        printed_in=None,
        printed_where="Synthetic",
        tags=_tags(random),
    )


def _media(number: int, random: Random) -> MediaDocument:
    language = _language(random)
    return MediaDocument(
        ref=ref_of(Kind.MEDIA, number),
        title=_title(language, random),
        media_kind="video",
        collection=None,
        platform=random.choices(PLATFORMS, cum_weights=zipf(len(PLATFORMS)))[0],
        platform_id="",
        account="",
        account_holder="unknown",
        url="",
        posted=_day(random),
        posted_basis="stated",
        captured="",
        captured_by="",
        captured_with="",
        caption=prose(language, random.randint(5, 25), random),
        caption_language=language,
        sound="",
        description=Text(language, prose(language, random.randint(15, 60), random)),
        content_notes=(),
        content_note_text=_NONE,
        is_covered=False,
        verification="unreviewed",
        verification_notes=_NONE,
        basis="public_interest_decision",
        basis_note=_NONE,
        rights=_RIGHTS,
        found_via=None,
        files=(),
        tags=_tags(random),
    )
