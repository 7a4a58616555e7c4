"""Lists and records as JSON: the stored text, page by page, and what is gone."""

import hashlib
import json
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from testimonies import moderation
from testimonies.api.schema import list_of
from testimonies.catalogue import issues
from testimonies.models import Entry, Testimony
from testimonies.terms import Kind, WithdrawalReason, new_ref
from tests import factories
from tests.attacks import attack, patched
from tests.factories import Desk
from tests.robustness.scene import Scene

BASE = "/api/v1"
LISTS = [f"{BASE}/{kind.plural}/" for kind in Kind]


def read(client: Client, path: str, **headers: str) -> Any:
    response = client.get(path, headers=headers)
    assert response.status_code == 200, (path, response.content)
    assert response["Content-Type"] == "application/json"
    return json.loads(response.content)


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def desk_of(scene: Scene) -> Desk:
    return Desk(scene.editor, scene.reviewer, scene.steward)


def test_a_record_is_the_stored_text(scene: Scene, anybody: Client) -> None:
    """Whoever gets it can make the digest again from the bytes."""
    rows = list(Entry.objects.all())
    assert {row.kind for row in rows} == set(Kind)
    for row in rows:
        issue, path = issues([row.ref])[row.ref], Kind(row.kind).plural
        answer = anybody.get(f"{BASE}/{path}/{row.ref}/").content
        document = answer.partition(b'"document":')[2].removesuffix(b"}")
        assert document.decode() == issue.raw
        assert hashlib.sha256(document).hexdigest() == issue.digest
        facts = json.loads(answer)
        assert facts["digest"] == issue.digest
        assert facts["edition"] == (issue.number or None)
        assert facts["address"] == f"{settings.ARCHIVE_URL}{issue.path}"
        assert facts["kind"] == Kind(row.kind).name.lower()


def _leave_out_later(said: dict[str, Any], shown: dict[str, Any]) -> None:
    """Take out what came later: it is in no document that says nothing in it."""
    later = {"recording", "caption_translations", "latitude", "longitude"}
    for name in later & said.keys() - shown.keys():
        assert said.pop(name) is None
    if said.get("place"):
        _leave_out_later(said["place"], shown["place"])


def test_a_record_is_of_the_type_that_is_described(
    scene: Scene, anybody: Client
) -> None:
    for kind in Kind:
        page = anybody.get(f"{BASE}/{kind.plural}/").content.replace(b"+00:00", b"Z")
        told = list_of(kind).model_validate_json(page, strict=True)
        said, shown = json.loads(told.model_dump_json()), json.loads(page)
        for item, other in zip(said["items"], shown["items"], strict=True):
            _leave_out_later(item["document"], other["document"])
        assert said == shown, kind


def test_a_ref_in_capitals_is_the_same_record(scene: Scene, anybody: Client) -> None:
    ref = scene.archive.testimony.ref
    path = f"{BASE}/testimonies/{{}}/"
    assert read(anybody, path.format(ref.upper())) == read(anybody, path.format(ref))


@pytest.mark.parametrize("path", LISTS)
def test_pages_follow_each_other_and_end(
    scene: Scene, anybody: Client, path: str
) -> None:
    wanted = [item["ref"] for item in read(anybody, path)["items"]]
    found: list[str] = []
    following: str | None = f"{path}?limit=1"
    while following:
        response = anybody.get(following)
        page = json.loads(response.content)
        found += [item["ref"] for item in page["items"]]
        following = page["next"]
        link = f'<{following}>; rel="next"' if following else None
        assert response.headers.get("Link") == link
    assert found == wanted
    assert len(found) == Entry.objects.filter(kind=Kind(found[0][0])).count()


def test_a_list_takes_one_query_and_a_record_too(scene: Scene, anybody: Client) -> None:
    for path in LISTS:
        assert queries(anybody, path) == 1, path
        ref = read(anybody, path)["items"][0]["ref"]
        assert queries(anybody, f"{path}{ref}/") == 1, path
        assert queries(anybody, f"{path}{new_ref(Kind(ref[0]))}/") == 2, path


# --- Conditional requests -------------------------------------------------------------


@pytest.mark.parametrize("path", [*LISTS, f"{BASE}/openapi.json"])
def test_each_is_conditional(scene: Scene, anybody: Client, path: str) -> None:
    first = anybody.get(path)
    assert first["Cache-Control"] == "no-cache"
    again = anybody.get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = anybody.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == str(len(first.content))


def test_an_etag_is_of_the_edition_and_not_of_its_words_alone(
    scene: Scene, anybody: Client
) -> None:
    """Withdrawn and published again in the same words, it is another edition."""
    clip, desk = scene.archive.clip, desk_of(scene)
    path = f"{BASE}/media/{clip.ref}/"
    before = anybody.get(path)
    moderation.withdraw(clip, by=desk.reviewer, category=WithdrawalReason.OTHER)
    moderation.reopen(clip, by=desk.steward, reason="It was a mistake.")
    desk.publish(clip)
    after = anybody.get(path, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    old, new = json.loads(before.content), json.loads(after.content)
    assert (old["edition"], new["edition"]) == (1, 2)
    assert old["digest"] == new["digest"]


# --- What is not there ----------------------------------------------------------------


@attack(19)
def test_what_is_withdrawn_is_gone_from_everywhere(
    scene: Scene, anybody: Client
) -> None:
    record = scene.archive.testimony
    quote = record.quotes.get()
    refs = {
        f"{BASE}/testimonies/": record.ref,
        f"{BASE}/quotes/": quote.ref,
        f"{BASE}/witnesses/": record.witness.ref,
    }
    search = f"{BASE}/search/?q=gunfire"
    paths = [*refs, search, *(f"{path}{ref}/" for path, ref in refs.items())]
    before = {path: anybody.get(path)["ETag"] for path in paths}
    moderation.withdraw(
        record,
        by=scene.reviewer,
        category=WithdrawalReason.SAFETY,
        public_note="At her wish.",
    )
    for path, etag in before.items():
        response = anybody.get(path, headers={"if-none-match": etag})
        is_record = path.endswith(tuple(f"{ref}/" for ref in refs.values()))
        assert response.status_code == (410 if is_record else 200), path
        assert not {r for r in refs.values() if r in response.content.decode()}, path
    gone = anybody.get(f"{BASE}/testimonies/{record.ref}/")
    told = json.loads(gone.content)
    assert told.keys() == {"detail", "withdrawn_at", "public_note"}
    assert told["public_note"] == "At her wish."
    # Of when, the day alone.
    assert told["withdrawn_at"] == timezone.localdate().isoformat()
    assert gone["Cache-Control"] == "no-store"


def _with_drafts(_request: HttpRequest, _kind: Kind, *_: object) -> HttpResponse:
    """Make a list of the desk's table, as a login that may read it."""
    connection.connection.execute("RESET ROLE")
    refs = Testimony.objects.values_list("ref", flat=True)
    return HttpResponse(json.dumps(list(refs)))


@attack(15, without=patched("testimonies.api.records._list", _with_drafts))
def test_drafts_are_in_no_list(scene: Scene, anybody: Client) -> None:
    draft = factories.make_testimony(by=scene.editor, title="Not yet public")
    tag = factories.make_tag("nowhere", by=scene.editor)
    factories.put_tag(draft, tag, by=scene.editor)
    for path in LISTS:
        page = anybody.get(f"{path}?limit=100").content.decode()
        for ref in (draft.ref, draft.witness.ref, tag.ref):
            assert ref not in page, path


@attack(22)
def test_redacted_words_leave_as_the_same_marker(scene: Scene, anybody: Client) -> None:
    desk = desk_of(scene)
    record = desk.consented_testimony()
    factories.hide(factories.first_passage(record), "gunfire", by=desk.editor)
    desk.publish(record)
    found = anybody.get(f"{BASE}/testimonies/{record.ref}/").content.decode()
    assert "gunfire" not in found
    assert "would never stop" in found
