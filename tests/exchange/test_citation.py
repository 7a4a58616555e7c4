"""A citation says who told whom, when and where it stands, and nothing more."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from testimonies.catalogue.documents import PassageCopy, TranscriptCopy
from testimonies.exchange import Archive, Genre, Item, Locator, PassageUnknown, named_in
from testimonies.terms import EdtfDate
from tests.exchange import items
from tests.exchange.items import KUA

HOME = KUA.url


def test_a_testimony_is_an_interview_with_its_witness() -> None:
    cited = items.testimony().citation
    assert (cited.genre, cited.author, cited.told_to) == (
        Genre.INTERVIEW,
        "Lyazzat",
        "Vlast",
    )
    assert (cited.title, cited.language) == ("За закрытыми дверями", "ru")
    assert cited.date == EdtfDate.parse("2022-01-10~")
    assert cited.issued == date(2026, 10, 5)
    assert cited.address == f"{HOME}/testimonies/{items.TESTIMONY}/editions/2/"
    assert cited.version.startswith("edition 2 of 2026-10-05, sha256 ")
    assert items.account().digest.startswith(cited.digest)
    assert cited.medium == "by telephone"


def test_the_interviewer_comes_before_the_outlet() -> None:
    cited = items.testimony(interviewer="Aru").citation
    assert (cited.told_to, cited.outlet) == ("Aru", "Vlast")


def test_what_is_not_known_is_empty() -> None:
    cited = items.testimony(name="", given="", outlet="", language="und").citation
    assert (cited.author, cited.told_to, cited.language) == ("", "", "")
    assert cited.date is None
    assert items.testimony(given="one day").citation.date is None


def test_a_passage_is_pointed_at_with_its_time() -> None:
    cited = items.testimony(passage=3).citation
    assert str(cited.locator) == "¶ 3, 0:12:31"
    assert cited.address.endswith("/editions/2/#p3")
    assert str(items.testimony(passage=1).citation.locator) == "¶ 1"
    assert str(Locator(2, 3_723_999)) == "¶ 2, 1:02:03"
    with pytest.raises(PassageUnknown):
        _ = items.testimony(passage=2).citation


def test_a_time_that_is_known_in_another_language_is_known() -> None:
    """What stands in the citation is what the page and the captions say."""
    words = PassageCopy(3, "testimony", "", "Words.", (), None, None)
    russian = TranscriptCopy("ru", True, "", False, False, (words,))
    timed = replace(words, start_ms=83_500)
    english = TranscriptCopy("en", False, "", False, False, (timed,))
    item = items.testimony(passage=3, transcripts=(english, russian))
    assert str(item.citation.locator) == "¶ 3, 0:01:23"


def test_a_quote_is_cited_by_its_testimony_and_passage() -> None:
    cited = items.quote().citation
    assert (cited.genre, cited.author) == (Genre.INTERVIEW, "Lyazzat")
    assert (cited.title, cited.words) == (
        "За закрытыми дверями",
        "We heard gunfire all night.",
    )
    assert str(cited.locator) == "¶ 3"
    assert cited.address == f"{HOME}/quotes/{items.QUOTE}/editions/2/"
    assert f"from testimony {items.TESTIMONY}, edition 2" in cited.remarks


@pytest.mark.parametrize(
    ("fidelity", "word"),
    [
        ("verbatim", "word for word"),
        ("condensed", "condensed"),
        ("paraphrase", "paraphrase"),
        ("absent", "not found in the account"),
    ],
)
def test_a_quote_says_how_faithful_it_is(fidelity: str, word: str) -> None:
    cited = items.quote(fidelity=fidelity, passage=None).citation
    assert any(word in note for note in cited.notes)
    assert cited.locator is None


def test_a_quote_without_its_testimony_names_nobody() -> None:
    alone = Item(items.quote().issue, {}, KUA).citation
    assert (alone.author, alone.title) == ("", "We heard gunfire all night.")


def test_a_clip_has_its_account_and_how_its_date_is_known() -> None:
    cited = items.clip().citation
    assert (cited.genre, cited.author, cited.platform) == (
        Genre.VIDEO,
        "@vlast.kz",
        "TikTok",
    )
    assert cited.notes == (
        "date of posting decoded from the platform's id",
        "originally at https://example.org/video/1",
    )
    bare = items.clip(account="", posted="", url="", platform="unknown").citation
    assert (bare.author, bare.platform, bare.date, bare.notes) == ("", "", None, ())


def test_other_records_are_pages_of_the_archive() -> None:
    cited = items.collection().citation
    assert (cited.genre, cited.archive) == (Genre.PAGE, "Kuä")
    of_tag = items.tag().citation
    assert of_tag.address == f"{HOME}/tags/a-slug/"
    assert (of_tag.edition, of_tag.issued) == (0, None)
    assert of_tag.version.startswith("sha256 ")


def test_the_day_of_an_edition_is_the_archives_day() -> None:
    east = Archive("Kuä", HOME, timezone(timedelta(hours=13)))
    cited = Item(items.account(), {}, east).citation
    assert datetime(2026, 10, 5, 12, tzinfo=UTC).date() != cited.issued
    assert cited.issued == date(2026, 10, 6)


def test_texts_are_one_line_without_what_nobody_sees() -> None:
    cited = items.testimony(name="A\u202eb\x00\u2028c\r\nd\x85e").citation
    assert cited.author == "Ab c d e"


def test_a_citation_names_its_witness_and_testimony_and_nothing_else() -> None:
    assert named_in([items.account()]) == [items.WITNESS]
    assert named_in([items.quote().issue]) == [items.TESTIMONY]
    others = [items.clip(), items.collection(), items.tag()]
    assert named_in([*(each.issue for each in others), items.witness()]) == []
