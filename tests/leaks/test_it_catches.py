"""The proof proves itself: each leak that is planted is caught, and named rightly."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.core.management import call_command
from django.db.models import Max
from django.utils import timezone

from testimonies import catalogue, custody, ledger, moderation
from testimonies.terms import WithdrawalReason
from tests.admin.desk import Desk
from tests.attacks import attack, named, patched
from tests.leaks import files, planted, sight, sinks
from tests.leaks.planted import Mistake
from tests.leaks.scene import HIDDEN
from tests.leaks.tokens import Canary
from tests.leaks.walk import Caught, Leak, Walk
from tests.stored import received, telling_picture

pytestmark = pytest.mark.django_db

Part = Callable[[Walk], Any]


def nobody(_: Canary) -> bool:
    return False


def readers(*names: str) -> Part:
    return lambda walk: walk.readers(*names)


def desk(name: str, *roles: str) -> Part:
    return lambda walk: walk.desk(name, roles=roles)


def publishes_a_draft(walk: Walk) -> None:
    walk.scene.desk.publish(walk.scene.records["draft"])
    walk.crawl()


def withdraws(walk: Walk) -> None:
    record = walk.scene.records["published"]
    paths, gone = walk.crawl(), walk.only_in(record)
    category = WithdrawalReason.CONSENT
    moderation.withdraw(record, by=walk.scene.reviewer, category=category)
    assert not walk.report.leaks, str(walk.report)
    walk.crawl(paths, may=lambda c: sight.is_public(c) and c.number not in gone)


def meets_a_fault(walk: Walk) -> None:
    """Let a page fail with a message that quotes a row, as a database's does."""
    record = walk.scene.records["draft"]
    fault = RuntimeError(f"Failing row contains ({record.summary})")
    with (
        mock.patch("testimonies.pages.records.current_stamps", side_effect=fault),
        sinks.logged() as written,
    ):
        walk.ask(f"/testimonies/{record.ref}/")
    lines = [("a line of the log", each) for each in written.getvalue().splitlines()]
    walk.look_at(lines, nobody)
    assert written.getvalue()


def publishes_what_is_due(walk: Walk) -> None:
    day = timezone.localdate() + timedelta(days=31)
    mail.outbox = []
    with mock.patch.object(timezone, "localdate", lambda: day):
        call_command("publish_due", stdout=mock.Mock())
    walk.look_at(sinks.mails(), nobody)


def works_at_the_desk(walk: Walk) -> None:
    before = LogEntry.objects.aggregate(last=Max("pk"))["last"] or 0
    page = Desk(walk.scene.editor).change(walk.scene.records["draft"])
    page.send(summary="Another summary.")
    walk.look_at(sinks.footprints(before), nobody)
    assert LogEntry.objects.filter(pk__gt=before).exists()


def searches_what_was_edited(walk: Walk) -> None:
    catalogue.rebuild_entries()
    walk.searches_for_everything("edited after publication")


PICTURE = "an original's metadata"


def takes_a_picture_in(walk: Walk) -> None:
    """Add a telling picture to a clip at the desk, show it, and publish the clip."""
    garden, item = walk.scene.garden, walk.scene.records["draft clip"]
    comment = garden.mint(PICTURE).words.encode()
    # Another test's savepoint took the row back, and not the object.
    item.refresh_from_db()
    with custody.workshop() as bench:
        file = received(bench, telling_picture(comment=comment))
        said = custody.Shown(is_shown=True, shows_witness=False, sounds_witness=False)
        taken = custody.take_in(item, file, by=walk.scene.editor, said=said)
    with ledger.acting(walk.scene.editor):
        item.files.exclude(cleaned_from=taken).update(is_shown=False)
    walk.scene.desk.publish(item)
    walk.readers("file")
    walk.look_at(files.public_files(), sight.is_public)
    assert walk.report.statuses[200] > 1


def dumps(walk: Walk) -> None:
    walk.look_at(sinks.readable(), sight.is_public)


def runs_a_command(walk: Walk) -> None:
    walk.look_at(sinks.commands("publish_due"), nobody)


TITLE = "testimonies.testimony.title"
PREVIEW = "admin:testimonies_testimony_preview"
TAGS = "admin:testimonies_tag_changelist"
HISTORY = "admin:testimonies_testimony_history"

# The mistake, the part of the walk that meets it, what the report must say of it.
LEAKS: list[tuple[Mistake, Part, str, str]] = [
    (
        planted.feed_of_drafts,
        readers("feed"),
        "GET /feed.atom as anonymous: body",
        TITLE,
    ),
    (
        planted.citation_of_drafts,
        readers("testimony-file"),
        ".bib as anonymous: body",
        TITLE,
    ),
    (
        planted.citation_of_drafts,
        readers("search-results-ris"),
        "GET /search/results.ris?q=gunfire as anonymous: body",
        TITLE,
    ),
    (
        planted.header_with_the_reason,
        readers("pages:testimony"),
        "anonymous: X-Embargo",
        "testimonies.testimony.embargo_reason",
    ),
    (
        planted.snippets_of_drafts,
        readers("pages:search"),
        "GET /search/?q=gunfire as anonymous: body",
        "testimonies.passage.text",
    ),
    (
        planted.concordance_of_drafts,
        readers("pages:search"),
        "&view=kwic",
        "testimonies.passage.text",
    ),
    (
        planted.facets_of_drafts,
        readers("pages:search"),
        "GET /search/?q=gunfire as anonymous: body",
        "testimonies.place.name",
    ),
    (planted.redaction_forgotten, publishes_a_draft, "GET /testimonies/", HIDDEN),
    (
        planted.log_with_messages,
        meets_a_fault,
        "a line of the log",
        "testimonies.testimony.summary",
    ),
    (
        planted.slug_of_the_draft,
        readers("pages:testimony"),
        "as anonymous: Location",
        TITLE,
    ),
    (
        planted.error_page_with_the_message,
        meets_a_fault,
        "as anonymous: body",
        "testimonies.testimony.summary",
    ),
    (
        planted.completion_for_everybody,
        desk("admin:autocomplete", "researcher"),
        "as researcher: body",
        "testimonies.witness.name",
    ),
    (planted.desk_for_everybody, desk(PREVIEW, "researcher"), "preview/ as", TITLE),
    (planted.desk_for_everybody, desk(HISTORY, "manager"), "history/ as", TITLE),
    (planted.sitemap_of_drafts, readers("sitemap"), "GET /sitemap.xml as", TITLE),
    (planted.erasure_forgotten, withdraws, "/editions/1/ as anonymous: body", TITLE),
    (
        planted.entries_of_drafts,
        searches_what_was_edited,
        "a search at /search/",
        "testimonies.passage.text",
    ),
    (
        planted.grant_too_wide,
        dumps,
        "the reader's dump: public.testimonies_testimony",
        "testimonies.testimony.embargo_reason",
    ),
    (
        planted.etag_of_a_note,
        readers("pages:about"),
        "GET /about/ as anonymous: ETag",
        "testimonies.ledgernote.text",
    ),
    (
        planted.json_in_a_page,
        readers("pages:testimony-list"),
        "GET /testimonies/ as anonymous: body",
        TITLE,
    ),
    (
        planted.mail_with_the_title,
        publishes_what_is_due,
        "mail: body",
        "testimonies.testimony.summary",
    ),
    (planted.copies_as_they_came, takes_a_picture_in, "GET /files/", PICTURE),
    (planted.copies_as_they_came, takes_a_picture_in, "the bytes of the", PICTURE),
    (planted.stamps_remembered, withdraws, "GET /testimonies/", TITLE),
    (
        planted.footprint_with_the_title,
        works_at_the_desk,
        "a footprint's object",
        TITLE,
    ),
    (
        planted.command_with_the_title,
        runs_a_command,
        "manage.py publish_due: stdout",
        TITLE,
    ),
]

# What nothing but a decoded text shows.
ENCODED = {planted.etag_of_a_note: "Base64", planted.json_in_a_page: "JSON escapes"}


def name_of(value: object) -> str | None:
    return getattr(value, "__name__", None)


@pytest.mark.parametrize(("mistake", "part", "surface", "column"), LEAKS, ids=name_of)
def test_a_planted_leak_is_caught_and_named(
    walk: Walk, mistake: Mistake, part: Part, surface: str, column: str
) -> None:
    def is_it(leak: Leak) -> bool:
        return surface in leak.surface and leak.canary.column == column

    # Of what is encoded, every writing that is found must be that one.
    if mistake not in ENCODED:
        walk.is_enough = is_it
    with mistake(), suppress(Caught):
        part(walk)
    found = [leak for leak in walk.report.leaks if is_it(leak)]
    assert found, str(walk.report) or "nothing was caught"
    if mistake in ENCODED:
        assert {leak.writing.split(", ")[-1] for leak in found} == {ENCODED[mistake]}


def gone(mistake: Mistake) -> Any:
    return named(mistake.__name__, mistake)


def fails_at_once(walk: Walk) -> None:
    """Let the first leak fail the test: without its guard the rest tells no more."""
    walk.is_enough = lambda _: True


def holds(walk: Walk) -> None:
    assert not walk.report.leaks, str(walk.report)


@attack(12, without=gone(planted.desk_for_everybody))
def test_a_preview_shows_a_draft_only_at_the_desk(walk: Walk) -> None:
    fails_at_once(walk)
    walk.desk(PREVIEW, roles=["anonymous", "researcher", "manager"])
    holds(walk)


@attack(13, without=gone(planted.desk_for_everybody))
def test_a_history_shows_a_draft_only_at_the_desk(walk: Walk) -> None:
    fails_at_once(walk)
    walk.desk(HISTORY, roles=["anonymous", "researcher", "manager"])
    holds(walk)


def _any_digest(digest: str, _erased_at: object) -> str:
    return digest


@attack(
    13, without=patched("testimonies.catalogue.history._public_digest", _any_digest)
)
def test_nobody_reads_the_digest_of_an_edition_that_was_taken_back(walk: Walk) -> None:
    """By it, who has the words that stand could try those that are gone."""
    walk.readers("pages:testimony-editions")
    walk.desk(HISTORY)
    assert walk.report.digests == []
    assert walk.report.statuses[200] > 1


@attack(15, without=gone(planted.completion_for_everybody))
def test_no_completion_gives_a_name(walk: Walk) -> None:
    fails_at_once(walk)
    walk.desk("admin:autocomplete", roles=["anonymous", "researcher", "manager"])
    holds(walk)


@attack(18, without=gone(planted.feed_of_drafts))
@attack(18, without=gone(planted.snippets_of_drafts))
@attack(18, without=gone(planted.concordance_of_drafts))
@attack(18, without=gone(planted.facets_of_drafts))
def test_what_shows_a_record_beside_others_shows_its_edition(walk: Walk) -> None:
    fails_at_once(walk)
    walk.readers("feed", "pages:search")
    holds(walk)


@attack(19, without=gone(planted.erasure_forgotten))
@attack(19, without=gone(planted.stamps_remembered))
def test_what_was_withdrawn_is_nowhere(walk: Walk) -> None:
    fails_at_once(walk)
    withdraws(walk)
    holds(walk)


@attack(23, without=gone(planted.redaction_forgotten))
def test_what_is_redacted_is_in_no_branch(walk: Walk) -> None:
    walk.is_enough = lambda leak: leak.canary.column == HIDDEN
    publishes_a_draft(walk)
    hidden = [leak for leak in walk.report.leaks if leak.canary.column == HIDDEN]
    assert not hidden


@attack(24, without=gone(planted.entries_of_drafts))
def test_a_search_does_not_tell_of_an_edit(walk: Walk) -> None:
    searches_what_was_edited(walk)
    holds(walk)


@attack(44, without=gone(planted.copies_as_they_came))
def test_a_picture_is_shown_without_what_it_told(walk: Walk) -> None:
    takes_a_picture_in(walk)
    holds(walk)


@attack(25, without=gone(planted.texts_as_they_are))
def test_what_was_stored_is_text_wherever_it_stands(walk: Walk) -> None:
    walk.crawl()
    assert walk.report.markup == []
    assert walk.report.texts > 20


@attack(25, without=gone(planted.texts_as_they_are))
def test_what_was_stored_is_text_at_the_desk(walk: Walk) -> None:
    walk.desk(PREVIEW, HISTORY, TAGS, roles=["editor", "steward"])
    assert walk.report.markup == []
    assert walk.report.texts > 2


@attack(41, without=gone(planted.log_with_messages))
def test_a_log_repeats_no_message(walk: Walk) -> None:
    meets_a_fault(walk)
    holds(walk)
