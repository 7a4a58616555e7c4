"""A recording says an account's words: what is asked of it, and from either side."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.conf import LazySettings

from testimonies import catalogue, ledger, moderation
from testimonies.models import Entry, MediaFile, MediaItem, Testimony, Witness
from testimonies.moderation import Finding, MoveRefused
from testimonies.privacy import heard_as, sounds_shown
from testimonies.terms import MediaBasis, MediaKind, Scope, Standing, WithdrawalReason
from tests.attacks import attack, patched
from tests.factories import (
    Desk,
    first_passage,
    grant,
    hide,
    make_media,
    make_passage,
    make_witness,
)
from tests.moderation.edits import delete, open_again, save
from tests.stored import make_file

GATES = "testimonies.moderation.recording_gates"


def said_once(testimony: Testimony, *_: object) -> bool:
    """Believe what was said, whatever it was said of."""
    return testimony.recording_is_cut is True


def drafted(issue: catalogue.Issue) -> frozenset[str]:
    """Ask what the draft shows instead of what readers have."""
    return sounds_shown(MediaItem.objects.get(ref=issue.ref))


def nothing(*_: object) -> list[Any]:
    return []


def always(*_: object) -> bool:
    return True


def never(*_: object) -> bool:
    return False


# What one of the gates is without its question.
unasked = patched(f"{GATES}._unconsented", nothing)
granted = patched(f"{GATES}.is_granted", always)


@dataclass(frozen=True)
class Told:
    """An account that passes every gate, and the recording of it."""

    desk: Desk
    testimony: Testimony
    item: MediaItem
    file: MediaFile

    @property
    def witness(self) -> Witness:
        return self.testimony.witness

    def hide(self, words: str = "gunfire") -> None:
        hide(first_passage(self.testimony), words, by=self.desk.editor)

    def say_cut(self) -> None:
        """Say what an editor says who listened to it."""
        digest = heard_as(self.testimony, sounds_shown(self.item))
        by = self.desk.editor
        save(self.testimony, by=by, recording_is_cut=True, recording_heard=digest)

    def publish(self) -> None:
        self.desk.publish(self.item)
        self.desk.publish(self.testimony)

    def file_again(self, content: bytes) -> MediaFile:
        """Show another file in the place of the first."""
        save(self.file, by=self.desk.editor, is_shown=False)
        return sound(self.item, self.desk, content)

    def of_account(self, *, blocking: bool = True) -> list[Finding]:
        found = moderation.findings(self.testimony)
        return [f for f in found if f.code == "recording" and f.is_blocking == blocking]

    def of_item(self) -> list[Finding]:
        return [f for f in moderation.findings(self.item) if f.code == "recording"]


def sound(
    item: MediaItem, desk: Desk, content: bytes = b"a voice", **columns: Any
) -> MediaFile:
    told: dict[str, Any] = {"media_type": "audio/webm", "sounds_witness": True}
    return make_file(item, by=desk.editor, content=content, **{**told, **columns})


@pytest.fixture
def told(desk: Desk, settings: LazySettings, tmp_path: Path) -> Iterator[Told]:
    settings.FILES_ROOT = tmp_path / "files"
    testimony = desk.consented_testimony()
    grant(testimony.witness, Scope.VOICE, by=desk.steward)
    item = make_media(
        by=desk.editor,
        kind="audio",
        basis="consent",
        basis_witness=testimony.witness,
    )
    file = sound(item, desk)
    save(testimony, by=desk.editor, recording=item)
    with mock.patch("testimonies.moderation.clip_gates.left_in", return_value=False):
        yield Told(desk, testimony, item, file)


def test_a_recording_on_her_consent_is_published_with_her_account(told: Told) -> None:
    told.publish()
    shown = catalogue.issues([told.testimony.ref, told.item.ref])
    assert shown[told.testimony.ref].document.recording == told.item.ref
    assert catalogue.refs_of(shown[told.testimony.ref].document)[-1] == told.item.ref


def test_two_things_are_told_and_block_nothing(told: Told) -> None:
    waiting, listening = told.of_account(blocking=False)
    assert "do not have the recording yet" in waiting.message
    assert "No gate can hear" in listening.message
    told.desk.publish(told.item)
    assert told.of_account(blocking=False) == [listening]


def said(findings: list[Finding]) -> str:
    """Give what the only finding says; "" where there is none, or another besides."""
    return findings[0].message if len(findings) == 1 else ""


@attack(22, without=patched(f"{GATES}.HEARD", tuple(MediaKind)))
@pytest.mark.parametrize("kind", ["picture", "screengrab"])
def test_a_picture_is_no_recording(told: Told, kind: str) -> None:
    save(told.item, by=told.desk.editor, kind=kind)
    found = told.of_account()
    assert [finding.field for finding in found] == ["recording"]
    assert "neither a sound nor a video" in said(found)


@attack(22, without=unasked)
def test_a_recording_needs_this_witness_s_consent(told: Told) -> None:
    by = told.desk.editor
    other = make_witness(by=by, name="Aigerim")
    grant(other, Scope.WEB, Scope.VOICE, by=told.desk.steward)
    for columns in (
        {"basis_witness": other},
        {"basis": MediaBasis.PUBLIC_INTEREST, "basis_witness": told.witness},
    ):
        save(told.item, by=by, **columns)
        for found in (told.of_account(), told.of_item()):
            assert "rest on the consent of this testimony's witness" in said(found)
    with pytest.raises(MoveRefused, match="this testimony's witness"):
        told.publish()


@attack(22, without=granted)
def test_a_recording_needs_consent_to_her_voice(told: Told) -> None:
    grant(told.witness, Scope.VOICE, by=told.desk.steward, is_granted=False)
    assert "plays the witness's voice" in said(told.of_account())
    begins = f"Testimony {told.testimony.ref}: The recording"
    assert said(told.of_item()).startswith(begins)


@attack(22, without=patched(f"{GATES}._plays", never))
def test_a_recording_is_said_to_carry_her_voice(told: Told) -> None:
    """Else her withdrawal would not find it."""
    for told_so in (None, False):
        save(told.file, by=told.desk.editor, sounds_witness=told_so)
        for found in (told.of_account(), told.of_item()):
            assert "It is not said of the recording's file" in said(found)


@attack(22, without=granted)
def test_a_video_needs_consent_to_her_image_unless_it_does_not_show_her(
    told: Told,
) -> None:
    by = told.desk.editor
    save(told.item, by=by, kind="video")
    save(told.file, by=by, is_shown=False)
    video = sound(told.item, told.desk, media_type="video/webm")
    for shows, count in ((None, 1), (True, 1), (False, 0)):
        save(video, by=by, shows_witness=shows)
        assert len(told.of_account()) == count, shows
        assert len(told.of_item()) == count, shows
    save(video, by=by, shows_witness=True)
    grant(told.witness, Scope.IMAGE, by=told.desk.steward)
    assert told.of_account() == told.of_item() == []


@attack(23, without=patched(f"{GATES}.is_redacted", lambda _: False))
def test_what_is_redacted_is_cut_before_either_is_published(told: Told) -> None:
    told.hide()
    assert [f.field for f in told.of_account()] == ["recording_is_cut"]
    assert [f.field for f in told.of_item()] == ["files"]
    for record in (told.item, told.testimony):
        moderation.submit(record, by=told.desk.editor)
        with pytest.raises(MoveRefused, match="redactions"):
            moderation.approve(record, by=told.desk.reviewer)
        moderation.recall(record, by=told.desk.editor)
    told.say_cut()
    assert told.of_account() == told.of_item() == []
    told.publish()


@attack(23, without=patched(f"{GATES}.is_cut", always))
def test_saying_no_is_not_saying_that_it_is_cut(told: Told) -> None:
    told.hide()
    save(told.testimony, by=told.desk.editor, recording_is_cut=False)
    assert [f.field for f in told.of_account()] == ["recording_is_cut"]


@attack(23, without=patched(f"{GATES}.is_cut", said_once))
def test_a_new_redaction_has_to_be_cut_too(told: Told) -> None:
    told.hide()
    told.say_cut()
    told.hide("all night")
    assert [f.field for f in told.of_account()] == ["recording_is_cut"]
    assert [f.field for f in told.of_item()] == ["files"]


@attack(23, without=patched(f"{GATES}.is_cut", said_once))
def test_another_file_has_to_be_cut_too(told: Told) -> None:
    """Also where the item is published anew while its account is settled."""
    told.hide()
    told.say_cut()
    told.publish()
    moderation.revise(told.item, by=told.desk.editor)
    told.file_again(b"uncut")
    assert [f.field for f in told.of_item()] == ["files"]
    with pytest.raises(MoveRefused, match="said there that they are cut"):
        told.desk.publish(told.item)


@attack(23, without=patched(f"{GATES}._sounds_of", drafted))
def test_what_readers_hear_counts_for_the_account(told: Told) -> None:
    """What is cut in the item's draft alone is not cut for readers."""
    told.publish()
    moderation.revise(told.item, by=told.desk.editor)
    told.file_again(b"cut")
    moderation.revise(told.testimony, by=told.desk.editor)
    told.hide()
    told.say_cut()
    assert [f.field for f in told.of_account()] == ["recording_is_cut"]
    told.desk.publish(told.item)
    assert told.of_account() == []


@attack(23, without=patched(f"{GATES}.entries", Entry.objects.none))
def test_readers_edition_counts_while_its_draft_has_let_go_of_the_recording(
    told: Told,
) -> None:
    told.hide()
    told.say_cut()
    told.publish()
    moderation.revise(told.testimony, by=told.desk.editor)
    save(
        told.testimony,
        by=told.desk.editor,
        recording=None,
        recording_is_cut=None,
        recording_heard="",
    )
    moderation.revise(told.item, by=told.desk.editor)
    assert [f.field for f in told.of_item()] == ["files"]


@attack(23, without=patched(f"{GATES}.MARKER", "no marker"))
def test_a_redaction_in_readers_edition_counts_though_the_draft_has_none(
    told: Told,
) -> None:
    told.hide()
    told.say_cut()
    told.publish()
    moderation.revise(told.testimony, by=told.desk.editor)
    with ledger.acting(told.desk.editor):
        first_passage(told.testimony).redactions.all().delete()
    moderation.revise(told.item, by=told.desk.editor)
    told.file_again(b"uncut")
    assert [f.field for f in told.of_item()] == ["files"]


def _publish_cut(told: Told) -> None:
    """Publish the account, cut of a word, with one more passage."""
    make_passage(told.testimony.transcripts.get(), "It was calm.", by=told.desk.editor)
    told.hide()
    told.say_cut()
    told.publish()


def _without_the_passage(told: Told, **columns: Any) -> None:
    """Publish the account again, without what the older edition redacts."""
    open_again(told.testimony, by=told.desk.editor)
    delete(first_passage(told.testimony), by=told.desk.editor)
    if columns:
        save(told.testimony, by=told.desk.editor, **columns)
    else:
        told.say_cut()
    told.desk.publish(told.testimony)


NONE = {"recording": None, "recording_is_cut": None, "recording_heard": ""}


@attack(23, without=patched(f"{GATES}.is_redacted", never))
@pytest.mark.parametrize("columns", [{}, NONE], ids=["without it", "not its recording"])
def test_what_an_older_edition_redacts_is_cut_from_its_recording(
    told: Told, columns: dict[str, Any]
) -> None:
    _publish_cut(told)
    _without_the_passage(told, **columns)
    open_again(told.item, by=told.desk.editor)
    assert told.of_item() == []
    told.file_again(b"uncut")
    assert [f.field for f in told.of_item()] == ["files"]
    consent, steward = WithdrawalReason.CONSENT, told.desk.steward
    moderation.retract(told.testimony, by=steward, numbers=[1], category=consent)
    assert told.of_item() == []


def test_an_account_that_names_another_since_asks_no_consent_for_it(told: Told) -> None:
    told.publish()
    open_again(told.testimony, by=told.desk.editor)
    other = make_witness(by=told.desk.editor)
    grant(other, by=told.desk.steward)
    save(told.testimony, by=told.desk.editor, witness=other, **NONE)
    told.desk.publish(told.testimony)
    assert told.of_item() == []


@attack(19, without=patched("testimonies.moderation.people.resting_on", nothing))
def test_withdrawing_her_consent_to_her_voice_takes_the_recording_off(
    told: Told,
) -> None:
    told.publish()
    grant(told.witness, Scope.VOICE, by=told.desk.steward, is_granted=False)
    assert set(catalogue.issues([told.testimony.ref, told.item.ref])) == {
        told.testimony.ref
    }
    told.item.refresh_from_db()
    assert told.item.standing == Standing.WITHDRAWN


@attack(19, without=patched("testimonies.moderation.moves.recordings_with", nothing))
def test_a_withdrawn_account_takes_its_recording_along(told: Told) -> None:
    told.publish()
    reason = WithdrawalReason.SAFETY
    moderation.withdraw(
        told.testimony, by=told.desk.reviewer, category=reason, public_note="Gone."
    )
    assert catalogue.issues([told.testimony.ref, told.item.ref]) == {}
    left = catalogue.tombstone(told.item.ref)
    assert left is not None
    assert left.public_note == "Gone."
    told.item.refresh_from_db()
    assert told.item.standing == Standing.WITHDRAWN


@attack(19, without=patched("testimonies.moderation.falling.readable", nothing))
def test_the_recording_that_only_an_older_edition_names_goes_too(told: Told) -> None:
    told.publish()
    moderation.revise(told.testimony, by=told.desk.editor)
    save(told.testimony, by=told.desk.editor, recording=None)
    told.desk.publish(told.testimony)
    assert told.item.ref in catalogue.issues([told.item.ref])
    reason = WithdrawalReason.SAFETY
    moderation.withdraw(told.testimony, by=told.desk.reviewer, category=reason)
    assert catalogue.issues([told.item.ref]) == {}


@attack(19, without=patched("testimonies.moderation.people.resting_on", nothing))
def test_withdrawing_consent_to_the_web_takes_both_once(told: Told) -> None:
    told.publish()
    grant(told.witness, Scope.WEB, by=told.desk.steward, is_granted=False)
    assert catalogue.issues([told.testimony.ref, told.item.ref]) == {}


def test_the_recording_of_another_account_stays(told: Told, desk: Desk) -> None:
    told.publish()
    other = desk.published_testimony(title="Another week")
    reason = WithdrawalReason.SAFETY
    moderation.withdraw(other, by=desk.reviewer, category=reason)
    assert told.item.ref in catalogue.issues([told.item.ref])
