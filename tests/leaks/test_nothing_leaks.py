"""Nothing that is withheld stands anywhere: the walk through the generated archive."""

from collections.abc import Iterator
from io import StringIO
from unittest import mock

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.db.models import Max

from archive.audiences import routes
from testimonies.models import Concern, Edition, LedgerEvent, VaultedIdentity
from testimonies.pages.slips import new_slip
from testimonies.terms import Kind
from tests.admin.desk import Desk, page_of
from tests.leaks import addresses, asking, files, sight, sinks
from tests.leaks.asking import Ask
from tests.leaks.planting import planted_models, text_columns
from tests.leaks.sight import OPENED_VAULT, READ_CONCERN
from tests.leaks.tokens import Canary
from tests.leaks.walk import AT_ONCE, Walk, say

pytestmark = pytest.mark.django_db

Capture = pytest.CaptureFixture[str]


def nobody(_: Canary) -> bool:
    return False


@pytest.fixture(autouse=True)
def log(walk: Walk) -> Iterator[StringIO]:
    """Log as the product does, and look through it at each test's end."""
    with sinks.logged() as written:
        yield written
    walk.report.leaks.clear()
    may = walk.asked.__contains__
    lines = [("a line of the log", line) for line in written.getvalue().splitlines()]
    walk.look_at(lines, lambda canary: may(canary.number))
    assert not walk.report.leaks, str(walk.report)


def told(walk: Walk, capsys: Capture) -> None:
    """Say what was read, whoever runs it."""
    read = ", ".join(f"{count} as {who}" for who, count in walk.report.read.items())
    say(capsys, f"read {read}")


def test_every_withheld_column_has_a_canary(walk: Walk, capsys: Capture) -> None:
    canaries, planted = walk.scene.garden.canaries, walk.scene.planted
    texts = {
        f"{model._meta.label_lower}.{column.name}"
        for model in planted_models()
        for column in text_columns(model)
    }
    withheld = {canary.column for canary in canaries if not sight.is_public(canary)}
    reasons = set(planted.skipped.values())
    say(
        capsys,
        f"{len(canaries)} canaries in {len(texts)} text columns,"
        f" {len(planted.skipped)} of them closed lists or too short",
    )
    assert reasons <= {"a closed list", "shorter than a canary"}, planted.skipped
    assert texts - planted.skipped.keys() <= withheld
    assert len(canaries) > 5 * len(withheld)


def test_what_readers_get_is_what_was_written_down_as_public(walk: Walk) -> None:
    found = {
        walk.scene.garden.canaries[each.number]
        for document in sinks.documents()
        for each in walk.report.finds(document)
    }
    assert {canary.state for canary in found} == sight.PUBLIC_STATES
    assert {canary.column for canary in found} == sight.PUBLIC


def test_every_number_is_asked_of_what_never_had_an_edition(walk: Walk) -> None:
    """There each record is asked for some of them: all of a kind together for all."""
    issued = set(Edition.objects.values_list("ref", flat=True))
    routes = walk.routes(is_public=True)
    numbered = [name for name in routes if ":number>" in name]
    # A page of an edition and one of its changes for each kind but tags.
    assert len(numbered) == 2 * (len(Kind) - 1)
    for name in numbered:
        asked = [each.path.rpartition("/editions/")[::2] for each in routes[name]]
        others = {
            n for path, n in asked if path.rpartition("/")[2].lower() not in issued
        }
        assert others == {n for _, n in asked}, name
    ref = walk.scene.records["superseded"].ref
    compared = f"/testimonies/{ref}/editions/3/since/2/"
    assert compared in {each.path for found in routes.values() for each in found}
    assert walk.ask(compared).status_code == 200


def test_readers_find_nothing_on_any_route(walk: Walk, capsys: Capture) -> None:
    walk.readers()
    walk.beside_routes()
    walk.look_at(files.public_files(), sight.is_public)
    told(walk, capsys)
    assert not walk.report.leaks, str(walk.report)
    assert walk.report.markup == []
    assert walk.report.digests == []
    of_readers = [r for r in routes() if addresses.is_public(r)]
    least = len(of_readers) * len(list(asking.public_ways()))
    assert walk.report.read["anonymous"] >= least
    assert {200, 301, 304, 400, 404, 405, 410} <= walk.report.statuses.keys()


def test_who_is_signed_in_reads_what_everybody_reads(walk: Walk) -> None:
    before = dict(walk.report.read)
    assert walk.everybody_reads_alike() == []
    assert not walk.report.leaks, str(walk.report)
    of_readers = [route for route in routes() if addresses.is_public(route)]
    for role in walk.clients:
        asked = walk.report.read[role] - before.get(role, 0)
        assert asked >= len(of_readers), role


def test_a_search_for_a_withheld_word_finds_nothing(walk: Walk) -> None:
    walk.searches_for_everything()
    assert not walk.report.leaks, str(walk.report)
    withheld = [c for c in walk.scene.garden.canaries if not sight.is_public(c)]
    assert walk.report.read["anonymous"] > len(withheld) // AT_ONCE


def test_nobody_sees_at_the_desk_what_is_not_for_their_role(
    walk: Walk, capsys: Capture
) -> None:
    walk.desk()
    told(walk, capsys)
    assert not walk.report.leaks, str(walk.report)
    assert walk.report.markup == []
    assert walk.report.digests == []
    of_desk = [r for r in routes() if not addresses.is_public(r)]
    assert sum(walk.report.read.values()) >= len(walk.clients) * len(of_desk)


def test_a_vault_is_shown_to_a_steward_who_says_why_and_to_nobody_else(
    walk: Walk,
) -> None:
    witness = VaultedIdentity.objects.order_by("pk")[0].witness
    opening = Ask("POST", data={"reason": "She asked for it."})
    for role in walk.clients:
        walk.ask(page_of(witness, "vault"), role=role)
        if role != "steward":
            walk.ask(page_of(witness, "vault"), opening, role=role)
    assert not walk.report.leaks, str(walk.report)
    page = walk.ask(page_of(witness, "vault"), opening, role="steward")
    shown = {leak.canary.column for leak in walk.report.leaks}
    assert page.status_code == 200
    assert shown
    assert all(OPENED_VAULT.holds(column) for column in shown)


def test_a_concern_is_shown_to_whoever_reads_it_by_name_and_to_nobody_else(
    walk: Walk,
) -> None:
    page = page_of(Concern.objects.latest("pk"), "handle")
    reading = Ask("POST", data={"_read": "1"})
    readers = ("reviewer", "steward")
    for role in walk.clients:
        walk.ask(page, role=role)
        if role not in readers:
            walk.ask(page, reading, role=role)
    assert not walk.report.leaks, str(walk.report)
    for role in readers:
        walk.ask(page, reading, role=role)
        shown = {leak.canary.column for leak in walk.report.leaks}
        assert shown == set(READ_CONCERN.columns)
        walk.report.leaks.clear()


def test_what_somebody_reports_leaves_no_word_behind(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever comes of it: only the form that is given back holds what was typed."""
    own = walk.scene.garden.mint("what somebody reports")
    event = LedgerEvent.objects.aggregate(last=Max("pk"))["last"] or 0
    ref = walk.scene.records["published"].ref
    path, words = f"/report/{ref}/", own.words
    typed = {"kind": "danger", "words": words, "contact": words, "language": "en"}
    sending = Ask("POST", data={**typed, "slip": new_slip(ref).text}, is_plain=True)
    refused = Ask("POST", data={**typed, "slip": words}, is_plain=True)

    def given_back(canary: Canary) -> bool:
        return canary == own or sight.is_public(canary)

    statuses = [
        walk.ask(path, each, may=given_back).status_code for each in (refused, sending)
    ]
    monkeypatch.setattr("testimonies.pages.slips.WAIT", 0)
    statuses.append(walk.ask(path, sending).status_code)
    fault = RuntimeError(f"Failing row contains ({words})")
    with mock.patch("testimonies.pages.report.receive_concern", side_effect=fault):
        statuses.append(walk.ask(path, sending).status_code)
    assert statuses == [400, 429, 303, 500]
    walk.look_at(sinks.together(sinks.ledger_events(event), sinks.mails()), nobody)
    assert not walk.report.leaks, str(walk.report)


FAULTS = {
    "/": "testimonies.pages.lists.listing",
    "/testimonies/{ref}/": "testimonies.pages.records.current_stamps",
    "/testimonies/{ref}/editions/1/": "testimonies.pages.history.edition",
    "/search/?q=gunfire": "testimonies.pages.search.search",
    "/feed.atom": "testimonies.pages.feeds.search",
    "/testimonies/{ref}.bib": "testimonies.pages.formats.issues",
    "/search/results.jsonl?q=gunfire": "testimonies.pages.results.every",
    "/sitemap.xml": "testimonies.pages.sitemaps.entries",
    "/healthz": "testimonies.pages.machine.entries",
    "/admin/": "testimonies.admin.site.queue_for",
    "/admin/testimonies/testimony/{pk}/history/": "testimonies.admin.base.history_of",
}


@pytest.mark.parametrize("path", FAULTS)
def test_a_fault_repeats_nothing_of_its_message(walk: Walk, path: str) -> None:
    words = walk.scene.garden.mint("the message of an exception").words
    record = walk.scene.records["published"]
    role = "editor" if path.startswith("/admin/") else "anonymous"
    fault = RuntimeError(f"Failing row contains ({words})")
    with mock.patch(FAULTS[path], side_effect=fault):
        response = walk.ask(path.format(ref=record.ref, pk=record.pk), role=role)
    assert response.status_code in {500, 503}
    assert not walk.report.leaks, str(walk.report)


def test_work_at_the_desk_leaves_no_words_behind(walk: Walk) -> None:
    entry = LogEntry.objects.aggregate(last=Max("pk"))["last"] or 0
    event = LedgerEvent.objects.aggregate(last=Max("pk"))["last"] or 0
    draft = walk.scene.records["draft"]
    desks = {role: Desk(person) for role, person in walk.scene.people.items()}
    page = desks["editor"].change(draft).send(summary="Another summary.")
    assert page.response.status_code == 200
    desks["editor"].move(draft, "submit")
    desks["reviewer"].move(draft, "return", reason="Not yet.")
    desks["steward"].change(walk.scene.records["published clip"])
    witness = draft.witness
    vault = desks["steward"].open(page_of(witness, "vault")).send(reason="She asked.")
    vault.send("_seal", contacts="None.")
    left = sinks.together(
        sinks.footprints(entry), sinks.ledger_events(event), sinks.mails()
    )
    walk.look_at(left, nobody)
    assert not walk.report.leaks, str(walk.report)
    assert LogEntry.objects.filter(pk__gt=entry).exists()
    assert LedgerEvent.objects.filter(pk__gt=event).count() > 3


def test_operators_are_told_no_words(walk: Walk) -> None:
    walk.look_at(sinks.commands(), sight.may_be_told_to_operators)
    walk.look_at(sinks.mails(), nobody)
    assert not walk.report.leaks, str(walk.report)
    assert walk.report.read["sinks"] >= 2 * 4
    assert mail.outbox == []


def test_the_readers_login_can_read_nothing_more(walk: Walk) -> None:
    walk.look_at(sinks.readable(), sight.is_public)
    assert not walk.report.leaks, str(walk.report)
    assert walk.report.read["sinks"] > 50
