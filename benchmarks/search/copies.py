"""Makes a large archive of a small one by copying its records, in the database alone.

For a machine on which a load of a million takes hours. A copy has a ref, a place in
the order of publication, blocks and samples of its own; its words, tags and dates are
the original's. The generator's vocabulary is closed: a word is in as many records of a
hundred as in an archive loaded whole. But each text stands in it several times.
"""

import time
from collections.abc import Iterator
from typing import Any

from django.db import connections, transaction

from benchmarks.search.corpus import SHORT, document
from benchmarks.search.database import rows, sizes, value
from benchmarks.search.vocabulary import SEED, ref_of
from testimonies.catalogue.tokens import BLOCKS, SHARES
from testimonies.terms import Kind

_TABLES = ("testimonies_approval", "testimonies_edition", "testimonies_entry")
# Of tables without what serves a constraint: made again when the rows are there.
_INDEXES = """
SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = ANY (%s::regclass[])
  AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = i.indexrelid)
ORDER BY 1
"""
_MAP = """
CREATE TABLE bench.copy (id bigint PRIMARY KEY, ref text NOT NULL, made text NOT NULL)
"""
_APPROVALS = """
INSERT INTO testimonies_approval (id, ref, root, digest, editors, approver_id)
SELECT a.id + %(step)s, c.made, replace(a.root, a.ref, c.made),
  encode(sha256(convert_to(replace(e.document, a.ref, c.made), 'UTF8')), 'hex'),
  a.editors, a.approver_id
FROM testimonies_approval a JOIN testimonies_edition e ON e.approval_id = a.id
JOIN bench.copy c ON c.id = e.id
"""
_EDITIONS = """
INSERT INTO testimonies_edition
  (id, ref, kind, number, document, digest, public_note, approval_id)
SELECT e.id + %(step)s, c.made, e.kind, 1, replace(e.document, e.ref, c.made),
  a.digest, '', a.id
FROM testimonies_edition e JOIN bench.copy c ON c.id = e.id
JOIN testimonies_approval a ON a.id = e.approval_id + %(step)s
"""
_ENTRIES = f"""
INSERT INTO testimonies_entry (ref, kind, document, stamp, slug, title, names, tags,
  refs, language, first_issued_at, issued_at, edition_id, facets, happened_from,
  happened_to, place, sequence, vector)
SELECT c.made, o.kind, '', e.digest, o.slug, o.title, o.names, o.tags, o.refs,
  o.language, e.issued_at, e.issued_at, e.id, o.facets, o.happened_from, o.happened_to,
  o.place, e.id, ts_delete(o.vector, %(samples)s || ARRAY[
    {", ".join(f"'@{name}:' || (o.sequence >> {bits})" for name, bits in BLOCKS)}])
    || array_to_tsvector(ARRAY[
    {", ".join(f"'@{name}:' || (e.id >> {bits})" for name, bits in BLOCKS)}] || ARRAY(
      SELECT '@one-in:' || share FROM unnest(%(shares)s::int[]) share
      WHERE drawn.number * share < 65536))
FROM testimonies_entry o JOIN bench.copy c ON c.id = o.edition_id
JOIN testimonies_edition e ON e.id = o.edition_id + %(step)s
CROSS JOIN LATERAL (SELECT sha256(convert_to(c.made, 'UTF8')) AS hash) hashed
CROSS JOIN LATERAL (SELECT get_byte(hash, 0) * 256 + get_byte(hash, 1) AS number) drawn
ORDER BY e.id
"""  # noqa: S608 - numbers and names of our own
_NEXT = "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)"
_COUNTS = """
INSERT INTO testimonies_facetcount (token, records)
SELECT token, count(*) FROM testimonies_entry, unnest(facets) token GROUP BY token
"""


def multiply(times: int) -> dict[str, Any]:
    """Make the archive so many times as large as it is."""
    count = value("SELECT count(*) FROM testimonies_edition")
    assert count == value("SELECT max(id) FROM testimonies_edition"), "Copied already."
    began = time.perf_counter()
    indexes = rows(_INDEXES, list(_TABLES[1:]))
    for name, _made in indexes:
        rows(f"DROP INDEX {name}")
    rows("DROP TABLE IF EXISTS bench.copy")
    rows(_MAP)
    for table in _TABLES:
        rows(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    for copy in range(1, times):
        _copy(count, copy)
        print(f"copy {copy}, {time.perf_counter() - began:.0f} s", flush=True)
    for table in _TABLES:
        rows(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    for table in _TABLES[:2]:
        rows(_NEXT, table, count * times)
    rows("TRUNCATE testimonies_facetcount")
    rows(_COUNTS)
    for name, made in indexes:
        since = time.perf_counter()
        rows(made)
        print(f"{name}, {time.perf_counter() - since:.0f} s", flush=True)
    return {
        "records": count * times,
        "profile": f"short, {times} of each",
        "seed": SEED,
        "seconds": round(time.perf_counter() - began, 1),
        "sizes": sizes(),
    }


def _copy(count: int, copy: int) -> None:
    given = {
        "step": count * copy,
        "shares": list(SHARES),
        "samples": [f"@one-in:{share}" for share in SHARES],
    }
    with transaction.atomic(using="owner"):
        rows("TRUNCATE bench.copy")
        raw = connections["owner"].connection
        with raw.cursor() as cursor, cursor.copy("COPY bench.copy FROM STDIN") as lines:
            for each in _copied(count, copy):
                lines.write_row(each)
        rows("ANALYZE bench.copy")
        with connections["owner"].cursor() as cursor:
            for statement in (_APPROVALS, _EDITIONS, _ENTRIES):
                cursor.execute(statement, given)


def _copied(count: int, copy: int) -> Iterator[tuple[int, str, str]]:
    """Give (edition, its ref, the copy's) of each original, in the order of loading."""
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        yield number + 1, ref_of(kind, number), ref_of(kind, number + count * copy)


KINDS = [Kind(document(SHORT, place).ref[0]) for place in range(20)]
