"""The data files hold the article's words letter for letter, and nothing invented."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from testimonies.models import (
    ChronologyEvent,
    Collection,
    Illustration,
    MediaItem,
    Place,
    Tag,
    Testimony,
    Witness,
)
from testimonies.seed import SeedMalformed
from testimonies.seed.tables import DATA, read_archive
from testimonies.terms import Kind, parse_ref

# Copied from the article as it was handed down, no-break spaces included.
RUINS = """\
We are still in shock. How could something like this happen in our city?

It’s painful to see my favorite shops in ruins. And to see the pride of our city, \
the buildings in Soviet architectural style, completely destroyed. It’s also \
horrible to see the losses incurred by small business. That was their livelihood and \
the rioters destroyed everything."""
CHAOS = """\
In an instant, everything turned to complete chaos, which shocked everyone. Groups \
of unknown people started to provoke the crowd and loot all across the city.

They attacked police officers and destroyed city buildings and shops. These weren’t \
just average civilians. Most normal people had, by that point, cleared out."""
TELEPHONE = """\
The only way that we get information is by telephone, from friends and family, or if \
we watch TV. […]\u00a0\u00a0A shoe store near us was robbed and we heard the sound \
[from our home]. We live in the center of town and we heard gunfire all night for \
several days in a row. That made us very frightened. We were afraid that it would \
never stop."""
CALM = """\
Calm is slowly returning to Almaty. The internet has been working well for the past \
two days. Public transportation is working again and people are heading to work. \
Markets and shops have opened back up. At first, there were shortages in bread and \
vegetables, but now things are getting back to normal and the shop shelves are \
filling back up again.

Volunteers are coming together to help struggling businesses, as well as the \
soldiers who have been keeping watch over the city. Some people are trying to help \
clean things up. Others are making food and collecting warm clothes and socks for \
the soldiers."""
QUOTES = {
    """Groups of unknown people started to provoke the crowd and loot all across the \
city""": "heading",
    """Some people helped to clean up, others made food and gathered warm clothes for \
the soldiers""": "heading",
    "It was a waking nightmare": "title",
}
PRINTED_OF_CLIPS = {
    "M1": ("@worldprotest", "", ""),
    "M2": (
        "@rotten.humans",
        "#almaty #kazahstan #алматы #митинг",
        "оригинальный звук - rotten.humans",
    ),
    "M3": ("", "", ""),
    "M4": ("", "", ""),
    "M5": (
        "@almaty_kris_p",
        """В такое непростое время сплоченность людей и помощь друг другу показывает, \
что все будет хорошо! Спасибо тем, кто неравнодушен к своим ближним.🙏#алматы #almaty \
#рекомендации""",
        "These Days - Nico",
    ),
}
POSTED = {
    "M1": ("telegram", "2022-01-05~", "inferred"),
    "M2": ("tiktok", "2022-01-10~", "inferred"),
    "M3": ("unknown", "2022-01-05", "stated"),
    "M4": ("telegram", "2022-01-05~", "inferred"),
    "M5": ("tiktok", "2022-01-12~", "inferred"),
}


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _refs(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if "ref" in value:
            yield value["ref"]
        for each in value.values():
            yield from _refs(each)
    elif isinstance(value, list):
        for each in value:
            yield from _refs(each)


def _translated(value: Any) -> int:
    if isinstance(value, dict):
        own = sum(len(texts) for texts in value.get("translations", {}).values())
        return own + sum(_translated(each) for each in value.values())
    return sum(map(_translated, value)) if isinstance(value, list) else 0


def test_the_account_is_the_articles_letter_for_letter() -> None:
    (testimony,) = read_archive().testimonies.values()
    (transcript,) = testimony.tables("transcript")
    passages = transcript.tables("passage")
    account = [p.text("text") for p in passages if p.text("kind") == "testimony"]
    assert account == [RUINS, CHAOS, TELEPHONE, CALM]
    speakers = {p.text("kind"): p.text("speaker", "") for p in passages}
    assert speakers == {"testimony": "Lyazzat", "context": ""}


def test_the_quotes_are_as_they_were_printed() -> None:
    (testimony,) = read_archive().testimonies.values()
    quotes = testimony.tables("quote")
    assert {q.text("text"): q.text("printed_where") for q in quotes} == QUOTES


@pytest.mark.parametrize("key", PRINTED_OF_CLIPS)
def test_a_clips_printed_words_are_kept_and_no_link_is_made_up(key: str) -> None:
    clip = read_archive().media[key]
    printed = tuple(clip.text(name, "") for name in ("account", "caption", "sound"))
    assert printed == PRINTED_OF_CLIPS[key]
    posted = tuple(clip.text(name) for name in ("platform", "posted", "posted_basis"))
    assert posted == POSTED[key]
    assert clip.text("verification") == "unreviewed"
    assert not clip.values.keys() & {"url", "platform_id"}


def test_no_text_holds_a_web_address_but_the_rights_statement() -> None:
    archive = read_archive()
    tables = [table for room in _rooms(archive) for table in room.values()]
    words = [text for table in tables for text in _strings(dict(table.values))]
    links = [text for text in words if "://" in text or "www." in text]
    assert links == ["http://rightsstatements.org/vocab/InC/1.0/"]


def test_what_outlives_a_withdrawal_names_neither_the_witness_nor_an_account() -> None:
    archive = read_archive()
    accounts = {clip.text("account", "") for clip in archive.media.values()} - {""}
    rooms = (archive.collections, archive.tags, archive.places, archive.sources)
    for table in (table for room in rooms for table in room.values()):
        for text in _strings(dict(table.values)):
            assert not any(account.strip("@") in text for account in accounts)
            assert "Lyazzat" not in text
            assert "Lyzzat" not in text
    for clip in archive.media.values():
        printed = {"account", "sound"}
        ours = {key: clip.values[key] for key in clip.values.keys() - printed}
        for text in _strings(ours):
            assert not any(account.strip("@") in text for account in accounts)
            assert "Lyazzat" not in text


def test_every_ref_is_well_formed_and_stands_once() -> None:
    archive = read_archive()
    refs = [
        ref
        for room in _rooms(archive)
        for table in room.values()
        for ref in _refs(dict(table.values))
    ]
    assert [parse_ref(ref) for ref in refs] == refs
    assert len(set(refs)) == len(refs)
    kinds = {kind: sum(ref[0] == kind for ref in refs) for kind in Kind}
    assert kinds == {"t": 1, "w": 1, "q": 3, "m": 5, "c": 1, "g": len(archive.tags)}


def test_every_translation_says_that_nobody_reviewed_it() -> None:
    for room in _rooms(read_archive()):
        for table in room.values():
            if _translated(dict(table.values)):
                assert table.translated["is_machine"] is True
                assert table.translated["is_reviewed"] is False


OF_OURS: dict[str, type[Any]] = {
    "tags": Tag,
    "places": Place,
    "collections": Collection,
    "event": ChronologyEvent,
    "media": MediaItem,
    "witnesses": Witness,
    "testimonies": Testimony,
    "illustration": Illustration,
}


def test_every_text_of_ours_is_in_all_three_languages() -> None:
    seen = set()
    for name, table in _tables_of_ours(read_archive()):
        own = {
            field: _language_of(table, field, name)
            for field in OF_OURS[name].TRANSLATED
            if table.values.get(field)
        }
        languages = dict(table.translations())
        for language in ("en", "ru", "kk"):
            # Words of which no language is recorded have nothing to translate.
            wanted = {field for field in own if own[field] not in {language, "und"}}
            texts = languages.pop(language).values if wanted else {}
            assert texts.keys() == wanted, f"{table.where}, {language}"
            assert all(words.strip() for words in texts.values()), table.where
        assert not languages, table.where
        seen.add(name)
    assert seen == OF_OURS.keys()


def _language_of(table: Any, field: str, name: str) -> str:
    """Say in which language a text stands: a clip's caption in that of its account."""
    column = "caption_language" if (name, field) == ("media", "caption") else ""
    return str(table.values.get(column or "text_language", "en"))


def _tables_of_ours(archive: Any) -> Iterator[tuple[str, Any]]:
    for room in archive.__slots__:
        if room in OF_OURS:
            for table in getattr(archive, room).values():
                yield room, table
                for inner in ("event", "illustration"):
                    yield from ((inner, each) for each in table.tables(inner))


def _rooms(archive: Any) -> list[Any]:
    return [getattr(archive, name) for name in archive.__slots__]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def _spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_broken_file_is_named(folder: Path) -> None:
    _spoil(folder / "tags.toml", 'key = "rally"', 'key = "rally')
    with pytest.raises(SeedMalformed, match=r"tags\.toml is not TOML.*Correct"):
        read_archive(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "media.toml").unlink()
    with pytest.raises(SeedMalformed, match=r"media\.toml cannot be read"):
        read_archive(folder)


def test_a_key_that_is_taken_is_named(folder: Path) -> None:
    _spoil(folder / "tags.toml", 'key = "rally"', 'key = "almaty"')
    with pytest.raises(SeedMalformed, match=r"tags\.toml.*“almaty” is taken already"):
        read_archive(folder)


def test_a_table_under_a_wrong_name_is_named(folder: Path) -> None:
    _spoil(folder / "places.toml", "[[place]]", "[[places]]\nx = 1\n[[place]]")
    with pytest.raises(SeedMalformed, match=r"“places”: there is no such key here"):
        read_archive(folder)


def test_a_text_that_is_no_text_is_named(folder: Path) -> None:
    _spoil(folder / "tags.toml", 'key = "rally"', "key = 7")
    with pytest.raises(SeedMalformed, match=r"tag 3, “key”: write a text in quotation"):
        read_archive(folder)
