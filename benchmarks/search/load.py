"""Fills the benchmark's database, by the way that loads documents in bulk."""

import multiprocessing
import os
import time
from collections.abc import Iterable
from functools import partial

from django.core.management import call_command
from django.db import connections, transaction

from benchmarks.search.clocks import NOTHING, Took, took
from benchmarks.search.corpus import Profile, documents
from benchmarks.search.database import NOTICE, as_owner, rows, sizes, value
from benchmarks.search.vocabulary import SEED, tag_names, tag_refs, vocabulary
from testimonies.analysis import remember_words
from testimonies.catalogue import Document, load_editions
from testimonies.catalogue.bulk import Mapper
from testimonies.models import Tag, User

PROCESSES = 2
# So many documents are loaded by one call, each all or nothing.
AT_ONCE = 20_000
# Different words that a process of the load remembers.
REMEMBERED = 300_000
# From so many on, documents are made while others are loaded.
MANY = 300_000
# The archive is empty at first: its index is made when the rows are there.
_INDEX = """
CREATE INDEX entry_vector ON testimonies_entry USING gin (vector)
WITH (fastupdate = off)
"""


def make(count: int, profile: Profile) -> dict[str, object]:
    """Make the archive of so many records anew, and say how fast and how large."""
    with as_owner():
        call_command("migrate", verbosity=0)
    _empty()
    people = _people()
    with as_owner():
        _tags()
        _warm()
        loaded = _load(count, profile, people)
    began = time.perf_counter()
    settle()
    settled = time.perf_counter() - began
    words = value("SELECT count(*) FROM testimonies_entry WHERE kind <> 'g'")
    assert words == count, f"{words} entries, and {count} were loaded."
    return {
        "records": count,
        "profile": profile.name,
        "seed": SEED,
        "seconds": round(loaded.wall / 1000, 1),
        "records a second": round(1000 * count / loaded.wall, 1),
        # What two processors would do that had nothing else to do.
        "records a second of two processors": round(2000 * count / loaded.processor, 1),
        "seconds of VACUUM ANALYZE": round(settled, 1),
        "sizes": sizes(),
    }


def _empty() -> None:
    """Take away what an earlier run made; the notice says what the database is."""
    with transaction.atomic(using="owner"):
        rows("SET LOCAL kua.flush = 'on'")
        rows(
            "TRUNCATE testimonies_entry, testimonies_facetcount, testimonies_edition,"
            " testimonies_approval, testimonies_tag, testimonies_tagalias,"
            " testimonies_tagging RESTART IDENTITY CASCADE"
        )
    rows("DROP SCHEMA IF EXISTS bench CASCADE")
    rows("CREATE SCHEMA bench")
    rows("CREATE TABLE bench.notice (notice text NOT NULL)")
    rows("INSERT INTO bench.notice VALUES (%s)", NOTICE)


def _people() -> tuple[User, User]:
    names = ("synthetic-approver", "synthetic-editor")
    made = (
        User.objects.using("owner").get_or_create(username=name, is_active=False)[0]
        for name in names
    )
    approver, editor = made
    return approver, editor


def _tags() -> None:
    Tag.objects.bulk_create(
        [
            Tag(ref=ref, name=name, slug=f"synthetic-{number}", text_language="en")
            for number, (ref, name) in enumerate(
                zip(tag_refs(), tag_names(), strict=True)
            )
        ],
        batch_size=1000,
    )


def _warm() -> None:
    """Make the words before the clock runs, and before processes share them."""
    for language in ("en", "ru", "kk"):
        vocabulary(language)


def _load(count: int, profile: Profile, people: tuple[User, User]) -> Took:
    """Load, and say how long that took, with the making of documents where many."""
    backend = connections["owner"].connection.info.backend_pid
    total = NOTHING
    rows("DROP INDEX entry_vector")
    pools = multiprocessing.get_context("fork")
    with pools.Pool(PROCESSES, remember_words, [REMEMBERED]) as pool:
        children = [each.pid for each in multiprocessing.active_children() if each.pid]
        processes = [os.getpid(), backend, *children]
        for first in range(0, count, AT_ONCE):
            last = min(first + AT_ONCE, count)
            part: Iterable[Document] = documents(profile, first, last)
            if count < MANY:
                part = list(part)
            each = took(partial(_load_part, part, people, pool.imap), processes)
            rate = 1000 * (last - first) / each.wall
            print(f"{last} records, {rate:.0f} a second", flush=True)
            total += each
    each = took(lambda: rows(_INDEX), [backend])
    print(f"index: {each.wall / 1000:.0f} s")
    return total + each


def _load_part(
    part: Iterable[Document], people: tuple[User, User], mapping: Mapper
) -> None:
    approver, editor = people
    load_editions(part, approver=approver, editors=[editor], mapping=mapping)


def settle() -> None:
    """Vacuum and analyse what searches read."""
    connections["owner"].set_autocommit(True)
    rows("VACUUM ANALYZE testimonies_entry")
    rows("VACUUM ANALYZE testimonies_edition")
    rows("VACUUM ANALYZE testimonies_facetcount")
    rows("ANALYZE testimonies_tag")
