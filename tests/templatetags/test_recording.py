"""The recording on an account's page: played, captioned, covered, or not there."""

import re
from dataclasses import replace
from typing import Any

import pytest

from testimonies.catalogue import Bundle
from testimonies.catalogue.documents import FileCopy, MediaDocument, Text
from testimonies.templatetags.account import account_of
from testimonies.templatetags.here import here
from testimonies.templatetags.recording import player
from testimonies.templatetags.spoken import recording_of
from tests.templatetags import lyazzat
from tests.templatetags.test_pages import page_of, words_of

NAME = f"{'a' * 32}.weba"
SOUND = FileCopy("public_copy", NAME, "audio/webm", 9, "0" * 64, None, None, 751_000)
VIDEO = replace(SOUND, media_type="video/webm", width=640, height=360)
POSTER = replace(SOUND, role="poster", name="b.jpg", media_type="image/jpeg")
PICTURE = replace(POSTER, role="public_copy")
ITEM = "mxhsq6jn8"
HOSTILE = '"><script>alert(1)</script>'


def item(*files: FileCopy, **changes: Any) -> MediaDocument:
    known: dict[str, Any] = {
        "ref": ITEM,
        "title": Text("en", "Lyazzat on the telephone"),
        "media_kind": "audio",
        "content_notes": ("gunfire",),
        "is_covered": False,
        "files": files or (SOUND,),
    }
    return lyazzat.clip(**{**known, **changes})


def timed(**changes: Any) -> Any:
    """Give the account with the times of its second and third passage."""
    first, second, third, fourth = lyazzat.ACCOUNT.passages
    spoken = replace(
        lyazzat.ACCOUNT,
        passages=(
            first,
            replace(second, start_ms=83_500),
            replace(third, start_ms=90_000, end_ms=3_723_000),
            fourth,
        ),
    )
    russian = lyazzat.transcript("ru", lyazzat.passage(2, "Вдруг все изменилось."))
    known = {"recording": ITEM, "transcripts": (spoken, russian)}
    return lyazzat.testimony(**{**known, **changes})


def recorded(*files: FileCopy, **changes: Any) -> Bundle:
    return lyazzat.bundle(timed(), item(*files, **changes))


def test_a_sound_is_played_with_native_controls_and_captions() -> None:
    page = page_of(recorded())
    (sound,) = re.findall("<audio.*?</audio>", page, re.DOTALL)
    assert f'controls preload="none" src="/files/{NAME}"' in sound
    ref = lyazzat.REFS["testimony"]
    shape = 'kind="(.*?)" src="(.*?)" srclang="(.*?)" label="(.*?)"'
    assert re.findall(f"<track {shape}>", sound) == [
        ("captions", f"/testimonies/{ref}.vtt?text=en", "en", "English"),
        ("subtitles", f"/testimonies/{ref}.vtt?text=ru", "ru", "Russian"),
    ]
    assert "It lasts 0:12:31." in words_of(page)
    # Above the account, below what was quoted from it.
    places = [page.index(each) for each in ('id="facts', "<audio", 'class="account"')]
    assert places == sorted(places)
    assert page.count("listen.js") == 1


def test_an_edition_has_the_captions_of_that_edition_and_a_draft_none() -> None:
    bundle = recorded()
    found = recording_of(bundle)
    assert found is not None
    shown = player(bundle, found, here(), is_edition=True)
    assert ".vtt?edition=1&amp;text=en" in shown
    draft = replace(bundle, main=replace(bundle.main, number=0))
    page = page_of(draft, is_preview=True)
    assert "<audio" in page
    assert "<track" not in page


def test_a_video_keeps_room_for_itself() -> None:
    page = page_of(recorded(POSTER, VIDEO, media_kind="video"))
    (video,) = re.findall("<video.*?>", page)
    assert 'poster="/files/b.jpg" width="640" height="360"' in video


def test_each_timed_passage_links_into_the_file() -> None:
    page = page_of(recorded())
    shape = r'<a href="([^"]*)" data-start="(.*?)" data-end="(.*?)">'
    assert re.findall(shape, page) == [
        (f"/files/{NAME}#t=83.5", "83.5", "90"),
        (f"/files/{NAME}#t=90", "90", "3723"),
    ]
    # The translation has the time of what it translates.
    translated = page_of(recorded(), reading="ru")
    assert re.findall(shape, translated) == [(f"/files/{NAME}#t=83.5", "83.5", "90")]
    assert len(re.findall(shape, page_of(recorded(), reading="side"))) == 3
    assert "Listen from here 0:01:23" in words_of(page)
    assert "0:01:30" in words_of(page)


def test_what_is_covered_stays_covered_and_its_times_lead_to_the_cover() -> None:
    """Nothing of it is in the page's open part, so nothing is read out either."""
    page = page_of(recorded(is_covered=True))
    opened = re.sub(r"<details.*?</details>", "", page, flags=re.DOTALL)
    assert "<audio" in page
    assert "<audio" not in opened
    assert NAME not in opened
    assert '<a href="#recording" data-start="83.5"' in opened
    assert 'id="recording"' in opened


@pytest.mark.parametrize(
    "bundle",
    [
        lyazzat.bundle(timed()),
        lyazzat.bundle(timed(recording=None), item()),
        recorded(PICTURE),
        recorded(replace(SOUND, role="poster")),
    ],
    ids=["not public", "none", "a picture", "a poster"],
)
def test_without_a_public_recording_there_is_none(bundle: Bundle) -> None:
    page = page_of(bundle)
    assert account_of(bundle).recording is None
    for part in ("<audio", "<track", "listen.js", "data-start", 'id="recording"'):
        assert part not in page
    # When a passage was spoken is part of the account.
    assert "0:01:23" in words_of(page)


def test_an_account_without_times_can_be_listened_to() -> None:
    bundle = lyazzat.bundle(timed(transcripts=(lyazzat.ACCOUNT,)), item())
    page = page_of(bundle)
    assert "<audio" in page
    assert "<track" not in page
    assert "passage__time" not in page


def test_every_word_of_it_is_escaped_and_ids_stay_unique() -> None:
    page = page_of(recorded(title=Text("en", HOSTILE)))
    assert HOSTILE not in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_it_is_said_in_the_language_of_the_page() -> None:
    for language, words in (("ru", "Слушать отсюда"), ("kk", "Осы жерден тыңдау")):
        page = page_of(recorded(), language)
        assert f'lang="{language}">{words}</span> 0:01:23' in page
    # A translation in the page's own language needs no mark.
    page = page_of(recorded(), "ru", reading="ru")
    assert '<span class="passage__listen">Слушать отсюда</span> 0:01:23' in page


def test_the_item_s_page_leads_back_to_the_account() -> None:
    account = timed()
    bundle = lyazzat.bundle(item(), account)
    page = page_of(replace(bundle, linking=(account.ref,)))
    words = words_of(page)
    assert "The account that it records" in words
    assert "Testimonies that it stands beside" not in words
    both = timed(illustrations=(replace(account.illustrations[0], item=ITEM),))
    bundle = lyazzat.bundle(item(), both)
    words = words_of(page_of(replace(bundle, linking=(both.ref,))))
    assert "Testimonies that it stands beside" in words
