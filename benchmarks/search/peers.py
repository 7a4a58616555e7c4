"""What others do on the same records: Django's own pattern, taggit's, plain SQL.

The tables lie in a schema of their own in the benchmark's database.
"""

import json
from array import array
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.contrib.postgres.search import SearchHeadline, SearchRank
from django.contrib.postgres.search import SearchQuery as Words
from django.db import connections
from django.db.models import Count, F, QuerySet

from benchmarks.search.corpus import Profile, documents
from benchmarks.search.database import rows
from benchmarks.search.plain.models import PlainRecord
from benchmarks.search.vocabulary import tag_names, tag_refs
from testimonies.catalogue import Document, strings_of
from testimonies.search import SearchQuery

PAGE = 20
CONFIG = "russian"
_FIRST = datetime(2020, 1, 1, tzinfo=UTC)
_TABLES = """
CREATE TABLE bench.tag (id int PRIMARY KEY, name text NOT NULL UNIQUE,
  slug text NOT NULL UNIQUE);
CREATE TABLE bench.record (id bigint PRIMARY KEY, title text NOT NULL,
  body text NOT NULL, kind text NOT NULL, language text NOT NULL, place text NOT NULL,
  platform text NOT NULL, year int, published timestamptz NOT NULL, vector tsvector);
CREATE TABLE bench.tagged (id bigserial PRIMARY KEY, content_object_id bigint NOT NULL,
  tag_id int NOT NULL);
"""
# Another loads records once; their copies (copies.py) have their vectors.
_VECTORS = """
UPDATE bench.record SET vector =
  setweight(to_tsvector('pg_catalog.russian', title), 'A')
  || setweight(to_tsvector('pg_catalog.russian', body), 'B')
"""
_COPIES = (
    """
INSERT INTO bench.record SELECT id + %(count)s * copy, title, body, kind, language,
  place, platform, year, published + make_interval(secs => %(count)s * copy), vector
FROM bench.record, generate_series(1, %(times)s - 1) copy
""",
    """
INSERT INTO bench.tagged (content_object_id, tag_id)
SELECT content_object_id + %(count)s * copy, tag_id
FROM bench.tagged, generate_series(1, %(times)s - 1) copy
""",
)
_INDEXES = """
CREATE INDEX ON bench.record USING gin (vector);
CREATE INDEX ON bench.record (published DESC, id DESC);
CREATE INDEX ON bench.record (place);
CREATE INDEX ON bench.record (year);
CREATE UNIQUE INDEX ON bench.tagged (tag_id, content_object_id);
CREATE INDEX ON bench.tagged (content_object_id);
VACUUM ANALYZE bench.tag; VACUUM ANALYZE bench.record; VACUUM ANALYZE bench.tagged;
"""

Plain = tuple[int, str, str, str, str, str, str, int | None, list[str]]


def plain(profile: Profile, count: int) -> Iterator[Plain]:
    """Give each record as a row: its number, texts, what is known of it, its tags."""
    names = dict(zip(tag_refs(), tag_names(), strict=True))
    for number, document in enumerate(documents(profile, 0, count)):
        yield _plain(number, document, names)


def _plain(number: int, document: Document, names: dict[str, str]) -> Plain:
    place = getattr(document, "place", None)
    when = getattr(document, "happened", "") or getattr(document, "posted", "")
    title = getattr(document, "title", None)
    return (
        number,
        title.text if title else getattr(document, "name", ""),
        "\n".join(_texts(document)),
        document.ref[0],
        getattr(document, "language", "") or getattr(document, "caption_language", ""),
        place.name.text if place else "",
        getattr(document, "platform", ""),
        int(when[:4]) if when else None,
        [names[ref] for ref in getattr(document, "tags", ())],
    )


def _texts(document: Document) -> list[str]:
    told = ("transcripts", "summary", "description", "caption", "text")
    return [
        text
        for path, text in strings_of(document)
        if path.split(".")[0] in told and path.endswith(("text", "caption"))
    ]


def make(profile: Profile, count: int, times: int) -> None:
    """Fill the plain tables anew, with so many records so many times."""
    rows("DROP TABLE IF EXISTS bench.tag, bench.record, bench.tagged")
    rows(_TABLES)
    numbers = {name: number for number, name in enumerate(tag_names())}
    raw = connections["owner"].connection
    records, tags = array("q"), array("l")
    columns = "id, title, body, kind, language, place, platform, year, published"
    with raw.cursor() as cursor:
        with cursor.copy("COPY bench.tag FROM STDIN") as copy:
            for name, number in numbers.items():
                copy.write_row((number, name, f"synthetic-{number}"))
        with cursor.copy(f"COPY bench.record ({columns}) FROM STDIN") as copy:
            for *row, names in plain(profile, count):
                copy.write_row((*row, _FIRST + timedelta(seconds=row[0])))
                records.extend([row[0]] * len(names))
                tags.extend(numbers[name] for name in names)
        pairs = "COPY bench.tagged (content_object_id, tag_id) FROM STDIN"
        with cursor.copy(pairs) as copy:
            for pair in zip(records, tags, strict=True):
                copy.write_row(pair)
    rows(_VECTORS)
    for statement in _COPIES:
        with connections["owner"].cursor() as cursor:
            cursor.execute(statement, {"count": count, "times": times})
    for statement in filter(str.strip, _INDEXES.split(";")):
        rows(statement)


def _matching(query: SearchQuery) -> QuerySet[PlainRecord]:
    found = PlainRecord.objects.using("owner").all()
    if query.words:
        words = Words(query.words, config=CONFIG, search_type="websearch")
        found = found.filter(vector=words)
    # As taggit's documentation has it: one join for each tag.
    for name in query.tags:
        found = found.filter(tags__name=name)
    if query.any:
        found = found.filter(tags__name__in=query.any).distinct()
    for name in query.not_:
        found = found.exclude(tags__name=name)
    if query.place:
        found = found.filter(place__iexact=query.place)
    if query.since:
        found = found.filter(year__gte=int(query.since))
    return found.filter(year__lte=int(query.until)) if query.until else found


def ranked(query: SearchQuery) -> int:
    """Rank every match and mark the words in twenty, as Django's documentation does."""
    words = Words(query.words, config=CONFIG, search_type="websearch")
    found = _matching(query).annotate(
        rank=SearchRank(F("vector"), words),
        headline=SearchHeadline("body", words, config=CONFIG),
    )
    return len(found.order_by("-rank").values("id", "title", "headline", "rank")[:PAGE])


def newest(query: SearchQuery) -> int:
    """Give the newest twenty of a search by tags."""
    return len(_matching(query).values("id", "title", "published")[:PAGE])


def grouped(query: SearchQuery) -> int:
    """Count by tag, kind, language, place, platform and year: six GROUP BYs."""
    found = _matching(query).order_by()
    columns = ("tags__name", "kind", "language", "place", "platform", "year")
    return sum(
        len(
            found.values(column)
            .annotate(n=Count("id", distinct=True))
            .order_by("-n")[:PAGE]
        )
        for column in columns
    )


def as_json(row: Plain) -> tuple[object, ...]:
    """Give a row for SQLite, its tags as a JSON array."""
    *columns, names = row
    return (*columns, json.dumps(names, ensure_ascii=False))
