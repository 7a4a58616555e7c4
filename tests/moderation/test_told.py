"""What readers have may be said: the very word, and none of which it is a part."""

import pytest

from testimonies import moderation
from testimonies.models import Testimony
from testimonies.moderation import MoveRefused
from tests.factories import (
    Desk,
    first_passage,
    hide,
    make_illustration,
    make_media,
    make_passage,
    make_tag,
    put_tag,
)
from tests.moderation.edits import delete, open_again, save


def _told(desk: Desk, hidden: str, text: str, **columns: str) -> Testimony:
    """Give an account whose first edition hides a word; its second has another text."""
    words = f"He lives at {hidden} now. We were afraid."
    record = desk.consented_testimony(words=words, **columns)
    hide(first_passage(record), hidden, by=desk.editor, kind="place")
    put_tag(record, make_tag("street", by=desk.editor), by=desk.editor)
    desk.publish(record)
    open_again(record, by=desk.editor)
    delete(first_passage(record), by=desk.editor)
    make_passage(record.transcripts.get(), text, by=desk.editor)
    desk.publish(record)
    return record


@pytest.mark.parametrize(
    ("hidden", "text", "day"),
    [
        ("Кент", "We went to Кентау.", "2022-01"),
        ("Old Road", "The old roads were closed.", "2022-01"),
        ("12", "We heard gunfire.", "2022-01-12"),
    ],
)
def test_another_word_or_a_date_tells_nothing_of_what_was_hidden(
    desk: Desk, hidden: str, text: str, day: str
) -> None:
    record = _told(desk, hidden, text, happened=day)
    tag = record.tags.get()
    tag.name = f"house {hidden}"
    with pytest.raises(MoveRefused):
        moderation.save_tag(tag, by=desk.editor)


def test_the_words_in_two_texts_do_not_tell_of_them_together(desk: Desk) -> None:
    record = _told(desk, "Old Road", "Calm.", interviewer="Old", outlet="Road")
    tag = record.tags.get()
    tag.name = "house Old Road"
    with pytest.raises(MoveRefused):
        moderation.save_tag(tag, by=desk.editor)


@pytest.mark.parametrize(
    ("hidden", "text"), [("Кент", "We went to «Кент»."), ("Old Road", "On old road.")]
)
def test_the_very_words_do(desk: Desk, hidden: str, text: str) -> None:
    tag = _told(desk, hidden, text).tags.get()
    tag.name = f"house {hidden}"
    moderation.save_tag(tag, by=desk.editor)


def test_a_handle_is_not_told_by_a_word_that_it_is_part_of(desk: Desk) -> None:
    private = {"account_holder": "private_person", "account": "@alina"}
    clip = make_media(by=desk.editor, platform="tiktok", **private)
    desk.publish(clip)
    open_again(clip, by=desk.editor)
    save(clip, by=desk.editor, account="", description="A street in Kalinavka.")
    desk.publish(clip)
    record = desk.consented_testimony(summary="Posted by alina.")
    make_illustration(record, clip, by=desk.editor)
    with pytest.raises(MoveRefused, match="account of a private person"):
        desk.publish(record)
