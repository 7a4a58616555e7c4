"""Which tags are offered as one: across scripts, by a letter, and never by chance."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from testimonies import moderation
from testimonies.models import Tag, TagAlias
from testimonies.moderation import likeness, likenesses
from tests.factories import Desk, make_media, make_tag, put_tag


def _alike(one: str, other: str) -> bool:
    keys = [likeness.sounds_of(n) | likeness.spellings_of(n) for n in (one, other)]
    return bool(keys[0] & keys[1])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Almaty", "Алматы"),
        ("Қазақстан", "kazahstan"),
        ("Qazaqstan", "Казахстан"),
        ("shooting", "shotting"),
        ("protest", "protests"),
        ("перестрелка", "перестрелки"),
        ("tear gas", "tear-gas"),
        ("#teargas", "Tear gas"),
        ("январь 2022", "Январь, 2022"),
    ],
)
def test_names_that_are_alike(one: str, other: str) -> None:
    assert _alike(one, other)
    assert _alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Almaty", "Astana"),
        ("January 2021", "January 2022"),
        ("fire", "fine"),
        ("5 января", "6 января"),
        ("police", "politics"),
    ],
)
def test_names_that_are_not(one: str, other: str) -> None:
    assert not _alike(one, other)


def _made(desk: Desk) -> dict[str, Tag]:
    names = {"Almaty": ("Алма-Ата",), "Алматы": (), "rally": (), "rallly": ()}
    tags = {n: make_tag(n, by=desk.editor, aliases=a) for n, a in names.items()}
    for tag in (tags["Алматы"], tags["rally"]):
        item = make_media(by=desk.editor)
        put_tag(item, tag, by=desk.editor)
        desk.publish(item)
    return tags


def test_pairs_name_the_tag_with_more_records_first(desk: Desk) -> None:
    _made(desk)
    found = [(p.kept.name, p.kept.records, p.merged.name) for p in likenesses()]
    assert sorted(found) == [("rally", 1, "rallly"), ("Алматы", 1, "Almaty")]


def test_a_tags_own_page_is_told_its_own_alone(desk: Desk) -> None:
    tags = _made(desk)
    assert [p.merged.pk for p in likenesses(tags["Алматы"])] == [tags["Almaty"].pk]
    assert [p.kept.pk for p in likenesses(tags["Almaty"])] == [tags["Алматы"].pk]
    moderation.merge_tags(tags["Алматы"], tags["Almaty"], by=desk.editor)
    assert likenesses(tags["Алматы"]) == []


def test_five_thousand_tags_are_compared_in_one_pass(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each name is read once, and four queries serve any number of tags."""
    heard: list[str] = []
    real = likeness.spellings_of

    def listening(name: str) -> set[str]:
        heard.append(name)
        return real(name)

    monkeypatch.setattr(likeness, "spellings_of", listening)
    digits = str.maketrans("0123456789", "абвгдежзик")
    names = [f"тег {number:05}".translate(digits) for number in range(5000)]
    Tag.objects.bulk_create([Tag(name=name, slug=name) for name in names])
    TagAlias.objects.create(tag=Tag.objects.get(name=names[7]), name="Gunfire")
    TagAlias.objects.create(tag=Tag.objects.get(name=names[9]), name="Gunfires")
    with CaptureQueriesContext(connection) as queries:
        found = likenesses()
    assert len(queries) == 4
    assert sorted(heard) == sorted([*names, "Gunfire", "Gunfires"])
    assert len(found) == likeness.MOST_ALIKE
    own = likenesses(Tag.objects.get(name=names[7]))
    assert (names[7], names[9]) in {(p.kept.name, p.merged.name) for p in own}
