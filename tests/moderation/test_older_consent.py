"""Consent that is taken back: older editions that rested on it go, and no others."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from testimonies.models import MediaItem, Testimony, Witness
from testimonies.moderation import rested_on
from testimonies.terms import MediaBasis, Scope
from tests.attacks import attack, patched
from tests.factories import Desk, first_passage, grant, make_media, make_witness
from tests.moderation.edits import open_again, save
from tests.stored import make_file, picture

GONE, OK = 410, 200


def nothing(*_: object) -> dict[str, list[int]]:
    return {}


rested = patched("testimonies.moderation.people.rested_on", nothing)


def _status(address: str) -> int:
    answer = Client().get(address)
    # A file is closed by whoever has read it.
    answer.getvalue()
    return answer.status_code


def _take_back(witness: Witness, scope: Scope, desk: Desk) -> None:
    grant(witness, scope, by=desk.steward, is_granted=False)


def _told_by_another(desk: Desk) -> tuple[Testimony, Witness]:
    """Give an account whose second edition is another's, and whose first was hers."""
    record = desk.published_testimony(words="We hid in the cellar.")
    hers = record.witness
    open_again(record, by=desk.editor)
    other = make_witness(by=desk.editor, name="Aigerim")
    grant(other, by=desk.steward)
    save(record, by=desk.editor, witness=other)
    save(first_passage(record), by=desk.editor, text="We heard gunfire.")
    desk.publish(record)
    return record, hers


def _of_a_clip(desk: Desk, *scopes: Scope) -> tuple[MediaItem, Witness]:
    witness = make_witness(by=desk.editor)
    grant(witness, Scope.WEB, *scopes, by=desk.steward)
    hers = {"basis": MediaBasis.CONSENT, "basis_witness": witness}
    return make_media(by=desk.editor, kind="picture", **hers), witness


@attack(19, without=rested)
@pytest.mark.parametrize("is_open", [False, True])
def test_an_older_edition_that_she_told_goes(desk: Desk, *, is_open: bool) -> None:
    record, hers = _told_by_another(desk)
    if is_open:
        open_again(record, by=desk.editor)
    _take_back(hers, Scope.WEB, desk)
    assert _status(f"/testimonies/{record.ref}/editions/1/") == GONE
    assert _status(f"/testimonies/{record.ref}/editions/2/") == OK


def test_those_of_another_stay(desk: Desk) -> None:
    record, _ = _told_by_another(desk)
    desk.retitle(record, "Another title")
    _take_back(make_witness(by=desk.editor), Scope.WEB, desk)
    for number in (1, 2, 3):
        assert _status(f"/testimonies/{record.ref}/editions/{number}/") == OK


def test_what_rests_on_her_still_is_withdrawn_whole(desk: Desk) -> None:
    record = desk.published_testimony()
    desk.retitle(record, "Another title")
    assert rested_on(record.witness) == {}
    _take_back(record.witness, Scope.WEB, desk)
    assert _status(f"/testimonies/{record.ref}/editions/1/") == GONE
    assert _status(f"/testimonies/{record.ref}/editions/2/") == GONE


def test_a_picture_goes_though_the_open_draft_names_another(
    desk: Desk, settings: LazySettings, tmp_path: Path
) -> None:
    settings.FILES_ROOT = tmp_path
    clip, witness = _of_a_clip(desk, Scope.IMAGE)
    make_file(clip, by=desk.editor, shows_witness=True)
    desk.publish(clip)
    open_again(clip, by=desk.editor)
    save(clip, by=desk.editor, basis_witness=make_witness(by=desk.editor))
    _take_back(witness, Scope.IMAGE, desk)
    assert _status(f"/media/{clip.ref}/") == GONE


def test_what_rests_on_her_in_its_draft_alone_stays(desk: Desk) -> None:
    clip, witness = make_media(by=desk.editor), make_witness(by=desk.editor)
    grant(witness, by=desk.steward)
    desk.publish(clip)
    open_again(clip, by=desk.editor)
    hers = {"basis": MediaBasis.CONSENT, "basis_witness": witness}
    save(clip, by=desk.editor, **hers)
    _take_back(witness, Scope.WEB, desk)
    assert _status(f"/media/{clip.ref}/editions/1/") == OK


@attack(19, without=rested)
def test_so_does_one_of_a_clip_that_rested_on_her_consent(desk: Desk) -> None:
    clip, witness = _of_a_clip(desk)
    desk.publish(clip)
    open_again(clip, by=desk.editor)
    public = {"basis": MediaBasis.PUBLIC_INTEREST, "basis_witness": None}
    save(clip, by=desk.editor, **public)
    desk.publish(clip)
    _take_back(witness, Scope.IMAGE, desk)
    assert _status(f"/media/{clip.ref}/editions/1/") == OK
    _take_back(witness, Scope.WEB, desk)
    assert _status(f"/media/{clip.ref}/editions/1/") == GONE
    assert _status(f"/media/{clip.ref}/editions/2/") == OK


@attack(19, without=rested)
def test_so_does_her_picture(
    desk: Desk, settings: LazySettings, tmp_path: Path
) -> None:
    settings.FILES_ROOT = tmp_path
    clip, witness = _of_a_clip(desk, Scope.IMAGE)
    hers = make_file(clip, by=desk.editor, shows_witness=True)
    desk.publish(clip)
    open_again(clip, by=desk.editor)
    save(hers, by=desk.editor, is_shown=False)
    another = make_file(clip, by=desk.editor, content=picture(120))
    desk.publish(clip)
    assert _status(f"/files/{hers.name}") == OK
    _take_back(witness, Scope.IMAGE, desk)
    assert _status(f"/files/{hers.name}") != OK
    assert _status(f"/files/{another.name}") == OK
