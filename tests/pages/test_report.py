"""The form for a concern: what it asks, refuses, gives back, and never tells."""

import hashlib
import html
import re
from collections.abc import Iterator
from itertools import count
from typing import Any
from unittest import mock
from urllib.parse import urlencode

import psycopg
import pytest
from django.conf import settings
from django.core import mail
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from testimonies import moderation
from testimonies.models import Concern
from testimonies.pages import slips
from testimonies.pages.report import MOST_BODY
from testimonies.pages.report_form import LONGEST_CONTACT, LONGEST_WORDS, ReportForm
from testimonies.pages.slips import (
    BITS,
    LASTS,
    WAIT,
    Slip,
    new_slip,
    read_slip,
    sealed,
)
from testimonies.terms import Kind, WithdrawalReason, new_ref
from tests import factories
from tests.attacks import attack, patched
from tests.factories import Desk
from tests.robustness.scene import logged
from tests.rooms import hold_rooms_still
from tests.standing import standing, undone

pytestmark = pytest.mark.django_db

WORDS, CONTACT = "The window <b>is</b> hers.", "@somebody"
URLENCODED = "application/x-www-form-urlencoded"
NOW = slips._now
Form = dict[str, str]


@pytest.fixture(scope="module")
def archive(django_db_setup: None, django_db_blocker: Any) -> Iterator[Desk]:
    with standing(django_db_blocker):
        hold_rooms_still()
        yield factories.make_desk()


@pytest.fixture(scope="module")
def ref(archive: Desk) -> str:
    return archive.published_testimony().ref


@pytest.fixture(autouse=True)
def _django_db_marker() -> None:
    """Open no transaction of pytest-django's: the archive's is open."""


@pytest.fixture(autouse=True)
def _as_it_was(archive: Desk) -> Iterator[None]:
    with undone():
        yield


@pytest.fixture
def client() -> Client:
    """Somebody whose requests carry no token of a session, as other sites' do not."""
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


def filled(ref: str, **given: str) -> Form:
    """Fill the form in as a browser does that waited."""
    form = {"kind": "danger", "words": WORDS, "contact": CONTACT, "language": "kk"}
    old = mock.patch.object(slips, "_now", lambda: NOW() - WAIT)
    with old:
        slip = new_slip(ref).text
    return {**form, "slip": slip, "proof": "", "website": "", **given}


def send(client: Client, ref: str, form: Form, **headers: str) -> Any:
    return client.post(f"/report/{ref}/", form_of(form), URLENCODED, headers=headers)


def form_of(form: Form) -> str:
    return urlencode(form)


def shown(response: Any) -> str:
    return html.unescape(response.content.decode())


def proof_of(slip: Slip, bits: int = BITS) -> str:
    """Do the work of js/report.js, and no more of it than asked."""
    for number in count():
        text = f"{slip.text}:{number}".encode()
        front = int.from_bytes(hashlib.sha256(text).digest()[:4], "big")
        if front >> (32 - bits) == 0 and slip.work_in(str(number)) == bits:
            return str(number)
    raise AssertionError


# --- Sending --------------------------------------------------------------------------


def test_a_concern_arrives_and_its_sender_is_told_a_reference(
    client: Client, ref: str
) -> None:
    response = send(client, ref, filled(ref))
    kept = Concern.objects.get()
    assert (kept.ref, kept.kind, kept.language) == (ref, "danger", "kk")
    assert (kept.words, kept.contact, kept.is_proven) == (WORDS, CONTACT, False)
    assert response.status_code == 303
    assert response.headers["Location"] == f"/report/thanks/{sealed(kept.receipt)}/"
    assert ref not in response.headers["Location"]
    page = client.get(response.headers["Location"])
    assert kept.receipt in shown(page)
    assert page.headers["Cache-Control"] == "no-store"
    assert not client.cookies
    assert mail.outbox == []


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_it_arrives_in_each_language_by_its_own_pages(
    client: Client, ref: str, language: str
) -> None:
    page = client.get(f"/{language}/report/{ref}/")
    assert f'<option value="{language}" lang="{language}" selected' in shown(page)
    path = f"/{language}/report/{ref}/"
    response = client.post(path, form_of(filled(ref)), URLENCODED)
    assert response.headers["Location"].startswith(f"/{language}/report/thanks/")
    assert client.get(response.headers["Location"]).status_code == 200
    assert Concern.objects.count() == 1


def test_a_browser_that_worked_need_not_wait(client: Client, ref: str) -> None:
    slip = new_slip(ref)
    form = filled(ref, slip=slip.text, proof=proof_of(slip))
    assert send(client, ref, form).status_code == 303
    assert Concern.objects.get().is_proven


def test_the_form_and_its_sending_ask_little_of_the_database(
    client: Client, ref: str
) -> None:
    with CaptureQueriesContext(connection) as looked:
        client.get(f"/report/{ref}/")
    with CaptureQueriesContext(connection) as sent:
        send(client, ref, filled(ref))
    assert (len(looked), len(sent)) == (1, 2)
    assert "kua_receive_concern" in sent[1]["sql"]


def test_a_ref_in_capitals_is_led_to_the_one_address(client: Client, ref: str) -> None:
    response = client.get(f"/ru/report/{ref.upper()}/")
    assert response.headers["Location"] == f"/ru/report/{ref}/"
    assert response.headers["Cache-Control"] == "no-store"


def test_every_record_leads_to_its_form(client: Client, archive: Desk) -> None:
    clip = factories.make_media(by=archive.editor)
    archive.publish(clip)
    page = shown(client.get(f"/kk/media/{clip.ref}/", follow=True))
    assert f'href="/kk/report/{clip.ref}/"' in page
    form = client.get(f"/kk/report/{clip.ref}/")
    assert form.status_code == 200
    assert "A clip of a street" in shown(form)


# --- What is refused, and given back --------------------------------------------------


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"kind": ""}, "Choose what it is"),
        ({"kind": "nothing"}, "Choose what it is"),
        ({"kind": "mistake", "words": " "}, "Say in a few words"),
        ({"words": "a" * (LONGEST_WORDS + 1)}, "This is too long"),
        ({"contact": "a" * (LONGEST_CONTACT + 1)}, "This is too long"),
        ({"language": "de"}, "Choose a language"),
        ({"words": "a\x00b"}, "cannot be kept"),
    ],
)
def test_what_is_wrong_is_named_first_and_beside_its_field(
    client: Client, ref: str, given: Form, said: str
) -> None:
    response = send(client, ref, filled(ref, **given))
    page = shown(response)
    assert response.status_code == 400
    assert said in page.partition('id="problems"')[2].partition("</ul>")[0]
    (name,) = set(given) - {"kind"} or {"kind"}
    assert f'id="{name}-error"' in page
    assert re.search(f'aria-describedby="{name}-error', page)
    anchor = "kind-danger" if name == "kind" else name
    assert f'href="#{anchor}"' in page
    assert f'id="{anchor}"' in page
    assert not Concern.objects.exists()


def test_all_that_was_typed_comes_back_as_it_was_typed(
    client: Client, ref: str
) -> None:
    words = "\n  <script>alert(1)</script>\n\"quotes\" & 'more'"
    form = filled(ref, words=words, kind="", contact='"><b>', language="ru")
    response = send(client, ref, form)
    raw = response.content.decode()
    assert "<script>alert" not in raw
    assert "<b>" not in raw
    # A browser takes off the first line end of a text area.
    area = re.search(r"<textarea[^>]*>\n(.*)</textarea>", raw, re.DOTALL)
    assert area
    assert html.unescape(area[1]) == words
    assert 'value="ru" lang="ru" selected' in raw
    slip = re.search('name="slip" value="([^"]+)"', raw)
    assert slip
    assert slip[1] == form["slip"]


def test_who_sends_too_early_is_told_how_long_to_wait(client: Client, ref: str) -> None:
    form = filled(ref, slip=new_slip(ref).text)
    response = send(client, ref, form)
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= WAIT
    assert WORDS in shown(response)
    with mock.patch.object(slips, "_now", lambda: NOW() + WAIT):
        assert send(client, ref, form).status_code == 303


def test_a_form_that_was_sent_before_says_so_and_loses_no_new_word(
    client: Client, ref: str
) -> None:
    form = filled(ref)
    send(client, ref, form)
    response = send(client, ref, {**form, "words": "And the door."})
    assert response.status_code == 409
    assert Concern.objects.get().receipt in shown(response)
    assert "And the door." in shown(response)
    assert form["slip"] not in shown(response)


def test_where_much_has_come_more_work_is_asked_and_nothing_is_lost(
    client: Client, ref: str
) -> None:
    for _ in range(5):
        factories.make_concern(ref)
    slip = new_slip(ref)
    form = filled(ref, slip=slip.text, proof=proof_of(slip))
    response = send(client, ref, form)
    page = shown(response)
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= WAIT
    assert "has to work some seconds more" in page
    assert f'data-slip="{slip.text}" data-bits="{BITS + 1}"' in page
    assert 'name="proof" value=""' in page
    assert WORDS in page
    form["proof"] = proof_of(slip, BITS + 1)
    assert send(client, ref, form).status_code == 303


def test_whose_form_grew_old_meanwhile_need_not_work_more(
    client: Client, ref: str
) -> None:
    for _ in range(5):
        factories.make_concern(ref)
    form = filled(ref)
    assert send(client, ref, form).status_code == 303
    assert Concern.objects.filter(is_proven=False).count() == 1


def test_a_full_hour_says_so_and_keeps_nothing(client: Client, ref: str) -> None:
    for _ in range(5):
        assert send(client, ref, filled(ref)).status_code == 303
    response = send(client, ref, filled(ref))
    assert (response.status_code, Concern.objects.count()) == (429, 5)
    assert WORDS in shown(response)
    assert settings.ARCHIVE_CONTACT in shown(response)


def test_a_database_that_is_away_keeps_nothing_and_says_so(
    client: Client, ref: str
) -> None:
    error = OperationalError("words of a server")
    error.__cause__ = psycopg.OperationalError()
    with (
        mock.patch("testimonies.pages.report.receive_concern", side_effect=error),
        logged() as log,
    ):
        response = send(client, ref, filled(ref))
    assert response.status_code == 503
    assert "nothing of what you wrote was kept" in shown(response)
    assert WORDS in shown(response)
    assert "Retry-After" in response.headers
    assert WORDS not in log.getvalue()


# --- Attacks --------------------------------------------------------------------------


def _whatever(_: ReportForm) -> str:
    return ""


@attack(
    40,
    without=patched(
        "testimonies.pages.report_form.ReportForm.clean_website", _whatever
    ),
)
def test_what_fills_in_everything_is_refused_aloud(client: Client, ref: str) -> None:
    """A browser may have done it for a person, who sends it again as it is."""
    response = send(client, ref, filled(ref, website="https://example.org"))
    assert response.status_code == 400
    said = shown(response).partition('id="problems"')[2].partition("</ul>")[0]
    assert "nobody sees" in said
    assert WORDS in shown(response)
    assert 'name="website" type="text" value=""' in shown(response)
    assert not Concern.objects.exists()


def _no_time(_: Slip) -> int:
    return 0


def _all_work(_slip: Slip, _proof: str) -> int:
    return 256


@attack(40, without=patched("testimonies.pages.slips.Slip.seconds_to_wait", _no_time))
def test_a_form_is_not_taken_at_once_without_work(client: Client, ref: str) -> None:
    form = filled(ref, slip=new_slip(ref).text)
    assert send(client, ref, form).status_code == 429
    assert not Concern.objects.exists()


@attack(40, without=patched("testimonies.pages.slips.Slip.work_in", _all_work))
def test_a_number_that_nobody_worked_for_is_no_work(client: Client, ref: str) -> None:
    text = new_slip(ref).text
    digests = {n: hashlib.sha256(f"{text}:{n}".encode()).digest() for n in "123456789"}
    proof = next(number for number, digest in digests.items() if digest[0])
    form = filled(ref, slip=text, proof=proof)
    assert send(client, ref, form).status_code == 429
    assert not Concern.objects.exists()


def _believed(text: str, ref: str) -> Slip:
    return Slip(text, "nonce", NOW() - WAIT)


@attack(42, without=patched("testimonies.pages.report.read_slip", _believed))
@pytest.mark.parametrize("what", ["none", "made up", "of another", "too old"])
def test_a_form_without_its_slip_is_not_taken(
    client: Client, ref: str, what: str
) -> None:
    other = "q2222222b"
    slip = {"none": "", "made up": "e30:AAAA", "of another": new_slip(other).text}
    with mock.patch.object(slips, "_now", lambda: NOW() - LASTS - 1):
        slip["too old"] = new_slip(ref).text
    response = send(client, ref, filled(ref, slip=slip[what]))
    assert response.status_code == 400
    assert not Concern.objects.exists()
    assert WORDS in shown(response)
    fresh = re.search('name="slip" value="([^"]+)"', shown(response))
    assert fresh
    assert read_slip(fresh[1], ref).seconds_to_wait() > 0


def _fits(_: object) -> bool:
    return False


@attack(5, without=patched("testimonies.pages.report._is_too_large", _fits))
def test_five_megabytes_are_refused_unread(client: Client, ref: str) -> None:
    for size in (MOST_BODY + 1, 5_000_000):
        response = client.post(f"/report/{ref}/", b"words=" + b"x" * size, URLENCODED)
        assert response.status_code == 413
    assert "too long" in shown(response)


def test_the_longest_concern_fits(client: Client, ref: str) -> None:
    words, contact = "💔" * LONGEST_WORDS, "💔" * LONGEST_CONTACT
    form = filled(ref, words=words, contact=contact)
    assert len(form_of(form)) < MOST_BODY
    assert send(client, ref, form).status_code == 303
    assert Concern.objects.get().words == words


def test_what_is_too_long_to_keep_comes_back(client: Client, ref: str) -> None:
    words = "Опасно. " * (LONGEST_WORDS // 2)
    response = send(client, ref, filled(ref, words=words))
    assert response.status_code == 400
    assert words in shown(response)
    assert not Concern.objects.exists()


def test_line_ends_of_a_browser_do_not_count_twice(client: Client, ref: str) -> None:
    words = "a\r\n" * (LONGEST_WORDS // 2)
    assert send(client, ref, filled(ref, words=words)).status_code == 303
    assert Concern.objects.get().words == words.replace("\r\n", "\n").rstrip("\n")


def test_another_kind_of_body_is_a_form_that_is_not_whole(
    client: Client, ref: str
) -> None:
    path = f"/report/{ref}/"
    for body, kind in ((b"{}", "application/json"), (b"\xff", "text/plain")):
        assert client.post(path, body, kind).status_code == 400
    assert client.post(path, filled(ref)).status_code == 400
    assert not Concern.objects.exists()


def test_what_is_not_public_takes_no_concern(client: Client, archive: Desk) -> None:
    draft, gone = archive.consented_testimony(), archive.published_testimony()
    moderation.withdraw(gone, by=archive.reviewer, category=WithdrawalReason.OTHER)
    for ref, status in ((draft.ref, 404), (gone.ref, 410), (draft.ref.upper(), 404)):
        empty = filled(ref, words="", contact="")
        for response in (client.get(f"/report/{ref}/"), send(client, ref, empty)):
            assert response.status_code == status
            assert response.content == client.get(f"/testimonies/{ref}/").content
    assert not Concern.objects.exists()


def test_what_was_typed_while_the_record_was_withdrawn_comes_back(
    client: Client, archive: Desk
) -> None:
    """And where there never was one too, in the same words for all that is hidden."""
    gone, draft = archive.published_testimony(), archive.consented_testimony()
    form = filled(gone.ref)
    moderation.withdraw(gone, by=archive.reviewer, category=WithdrawalReason.OTHER)
    unknown = new_ref(Kind.TESTIMONY)
    for ref, status in ((gone.ref, 410), (unknown, 404), (draft.ref, 404)):
        response = send(client, ref, form)
        assert response.status_code == status
        assert WORDS in shown(response)
        assert "<b>is</b>" not in response.content.decode()
        assert CONTACT in shown(response)
        assert settings.ARCHIVE_CONTACT in shown(response)
        assert response.headers["Cache-Control"] == "no-store"
    assert response.content == send(client, unknown, form).content
    assert not Concern.objects.exists()


@attack(41)
def test_no_log_holds_a_word_or_an_address(client: Client, ref: str) -> None:
    def broken(report: Any) -> None:
        raise RuntimeError(WORDS)

    with (
        mock.patch("testimonies.pages.report.receive_concern", broken),
        logged() as log,
    ):
        response = send(client, ref, filled(ref), **{"x-forwarded-for": "203.0.113.9"})
    assert response.status_code == 500
    said = log.getvalue()
    assert "RuntimeError" in said
    for secret in (WORDS, CONTACT, "203.0.113", ref):
        assert secret not in said
