"""Every form of the desk, filled in by somebody who means no good: never an error."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock
from urllib.parse import quote as quoted

import pytest
from django.db import transaction
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from testimonies.admin import desk as site
from testimonies.models import Quote, User
from tests import factories
from tests.admin.desk import Desk, Page, page_of
from tests.attacks import attack
from tests.robustness.hostile import PIECES, tries, typed
from tests.robustness.scene import Scene

# Names of fields that only the page itself fills in.
OWN = ("csrfmiddlewaretoken", "_FORMS")
ANSWERS = {200, 302, 403, 404}


@contextmanager
def undone() -> Iterator[None]:
    """Take back what a form has saved."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def additions() -> list[str]:
    return [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
        for model in site._registry
    ]


def changes(scene: Scene, draft_quote: Quote) -> list[str]:
    draft, passage = draft_quote.testimony, draft_quote.passage
    published, tag = scene.archive.testimony, scene.archive.almaty
    return [
        page_of(draft),
        page_of(draft, "move", "submit"),
        page_of(passage),
        page_of(passage, "quote"),
        page_of(draft.transcripts.get()),
        page_of(draft_quote),
        page_of(draft.witness),
        page_of(draft.witness, "consent"),
        page_of(draft.witness, "vault"),
        page_of(tag),
        page_of(tag, "merge"),
        page_of(published, "move", "withdraw"),
        page_of(published, "move", "retract"),
        page_of(published, "move", "revise"),
        page_of(scene.archive.clip),
        page_of(scene.editor),
        reverse("admin:login"),
    ]


@pytest.fixture(scope="module")
def _pages(_scene: Scene, django_db_blocker: Any) -> Iterator[list[Page]]:
    """Every form as a steward who manages accounts too opens it, opened once."""
    # Other modules have the scene without that power.
    with django_db_blocker.unblock(), undone():
        yield opened_pages(_scene)


@pytest.fixture
def pages(_pages: list[Page], scene: Scene) -> list[Page]:
    return _pages


def opened_pages(scene: Scene) -> list[Page]:
    person = scene.steward
    User.objects.filter(pk=person.pk).update(is_superuser=True)
    draft = factories.make_testimony(by=scene.editor)
    passage = factories.first_passage(draft)
    quote = factories.make_quote(draft, by=scene.editor, passage=passage)
    desk = Desk(User.objects.get(pk=person.pk))
    opened = [desk.open(at) for at in (*additions(), *changes(scene, quote))]
    forms = [
        page for page in opened if page.values and page.response.status_code == 200
    ]
    assert len(forms) > 20, [page.address for page in forms]
    return forms


def filled(page: Page, words: list[str]) -> dict[str, list[str]]:
    """Give the form with words in every field, and closed choices opened."""
    names = sorted({*page.values, *page.options})
    typed_in = {
        name: [words[place % len(words)]]
        for place, name in enumerate(names)
        if not name.endswith(OWN)
    }
    return {**page.values, **typed_in}


KNOWN = {
    "url": "https://archive.example/",
    "_on": "2022-01-05",
    "until": "2022-01-05",
    "email": "a@archive.example",
    "country": "KZ",
    "password": "a long enough passphrase",
}
ROWS = re.compile(r"-(\d+|__prefix__)-|version$")


def plausible(page: Page, words: list[str]) -> dict[str, list[str]]:
    """Give the form with what its fields can take, and words in the free texts."""
    values = dict(page.values)
    for place, name in enumerate(sorted({*page.values, *page.options})):
        if name.endswith(OWN) or ROWS.search(name):
            continue
        known = next((text for part, text in KNOWN.items() if part in name), "")
        if name in page.options:
            chosen = [each for each in page.options[name] if each][-1:]
            values[name] = [each for each in values.get(name, []) if each] or chosen
        else:
            values[name] = [known or words[place % len(words)][:90]]
    return values


def send(page: Page, values: dict[str, list[str]]) -> int:
    with undone():
        sent = {**values, "_continue": "1"}
        return page.desk.client.post(page.address, sent).status_code


# Setting the page anew takes most of a request's time: it is done in a test of its own.
unset = mock.patch.object(SimpleTemplateResponse, "rendered_content", "")


@attack(5)
@given(words=st.lists(typed, min_size=3, max_size=7))
@tries(2)
def test_no_form_breaks(pages: list[Page], words: list[str]) -> None:
    with unset:
        for page in pages:
            for fill in (filled, plausible):
                assert send(page, fill(page, words)) in ANSWERS, page.address


def test_no_form_breaks_when_it_is_shown_again(pages: list[Page]) -> None:
    # One page of each kind: the additions, without the changes.
    for page in pages[:10]:
        assert send(page, filled(page, list(PIECES))) in ANSWERS, page.address


def test_a_form_is_filled_in_to_be_saved(pages: list[Page]) -> None:
    """Where every text is a harmless one, most forms are saved: they are reached."""
    with unset:
        saved = {page.address: send(page, plausible(page, ["2022"])) for page in pages}
    assert list(saved.values()).count(302) > len(pages) / 4, saved


@attack(10)
@given(words=st.lists(typed, min_size=2, max_size=4))
@tries(2)
def test_no_list_breaks(pages: list[Page], words: list[str]) -> None:
    with unset:
        ask_lists(pages[0].desk, words)


def ask_lists(desk: Desk, words: list[str]) -> None:
    names = (
        "q",
        "p",
        "o",
        "all",
        "e",
        "_popup",
        "_to_field",
        "kind__exact",
        "state",
        "pk",
    )
    asked = "&".join(f"{name}={quoted(word)}" for name in names for word in words[:1])
    hostile = "&".join(f"{quoted(word)}={quoted(word)}" for word in words)
    for address in additions():
        base = address.removesuffix("add/")
        for query in (asked, f"q={quoted(words[0])}", f"p={quoted(words[1])}", hostile):
            response = desk.client.get(f"{base}?{query}")
            assert response.status_code in {*ANSWERS, 400}, base
        for page in ("change/", "history/", "move/submit/"):
            response = desk.client.get(f"{base}{quoted(words[0], safe='')}/{page}")
            assert response.status_code in {*ANSWERS, 301, 400}, base
