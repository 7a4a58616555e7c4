"""Finds what a table names by its key: in the archive already, or made at first use.

Sources and places have no ref. They are made with the first record that names them and
known again by their names, so that one which an editor removed never comes back.
"""

from typing import Final

from testimonies.models import (
    Collection,
    MediaItem,
    Place,
    Quote,
    Source,
    Tag,
    TagAlias,
    Tagging,
    Testimony,
    Witness,
)
from testimonies.seed.rows import saved, translate
from testimonies.seed.tables import Archive, Table, one_of
from testimonies.terms import Kind

PLACE: Final = (
    *("name", "other_names", "country", "precision"),
    *("latitude", "longitude"),
)
SOURCE: Final = ("title", "outlet", "author", "published", "url", "archived_url")


def tag_there(table: Table) -> Tag | None:
    """Give the tag that has the ref or one of the names; of a merged one, the kept."""
    tag = Tag.objects.filter(ref=table.ref(Kind.TAG)).first()
    for name in [table.text("name"), *table.texts("aliases")]:
        tag = tag or Tag.objects.filter(name__iexact=name).first()
        alias = TagAlias.objects.filter(name__iexact=name).first()
        tag = tag or (alias.tag if alias else None)
    return tag.kept if tag else None


def put_tags(
    row: Testimony | Quote | MediaItem, table: Table, *, archive: Archive
) -> None:
    """Put the tags that the table names on the row."""
    for wanted in table.texts("tags"):
        tag = tag_there(one_of(archive.tags, table, key="tags", wanted=wanted))
        if tag is None:
            advice = f"the tag “{wanted}” is not in the archive; load the tags first."
            raise table.refusal("tags", advice)
        saved(Tagging(tag=tag, content_object=row), table)


def source_of(table: Table, *, key: str, wanted: str, archive: Archive) -> Source:
    """Give the source whose key is `wanted`."""
    found = one_of(archive.sources, table, key=key, wanted=wanted)
    found.require_keys(["key", *SOURCE])
    known = {"title": found.text("title"), "outlet": found.text("outlet", "")}
    row = Source.objects.filter(**known).first()
    return row or saved(Source(**found.columns(SOURCE)), found)


def place_of(table: Table, *, archive: Archive) -> Place | None:
    """Give the place that the table names; None where it names none."""
    if not (wanted := table.text("place", "")):
        return None
    found = one_of(archive.places, table, key="place", wanted=wanted)
    found.require_keys(["key", *PLACE, "translations"])
    known = {"name": found.text("name"), "country": found.text("country", "")}
    row = Place.objects.filter(**known).first()
    if row is None:
        row = saved(Place(**found.columns(PLACE)), found)
        translate(row, found)
    return row


def collection_of(table: Table, *, archive: Archive) -> Collection | None:
    """Give the collection that the table names; None where it names none."""
    if not (wanted := table.text("collection", "")):
        return None
    found = one_of(archive.collections, table, key="collection", wanted=wanted)
    return Collection.objects.get(ref=found.ref(Kind.COLLECTION))


def witness_of(table: Table, *, archive: Archive) -> Witness:
    """Give the witness that the table names."""
    wanted = table.text("witness")
    found = one_of(archive.witnesses, table, key="witness", wanted=wanted)
    return Witness.objects.get(ref=found.ref(Kind.WITNESS))


def item_of(table: Table, *, archive: Archive) -> MediaItem:
    """Give the clip that the table names."""
    wanted = table.text("item")
    found = one_of(archive.media, table, key="item", wanted=wanted)
    return MediaItem.objects.get(ref=found.ref(Kind.MEDIA))
