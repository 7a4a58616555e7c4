"""Every way to change the content of a record, and a record that has them all."""

from collections.abc import Callable
from typing import Any

from testimonies import ledger, moderation
from testimonies.models import (
    Collection,
    Mark,
    MediaItem,
    Passage,
    Quote,
    Source,
    Tag,
    Testimony,
    TestimonySource,
    Transcript,
    Translation,
    User,
)
from testimonies.moderation import Moving
from tests.factories import (
    first_passage,
    hide,
    make_collection,
    make_event,
    make_illustration,
    make_media,
    make_passage,
    make_place,
    make_quote,
    make_source,
    make_tag,
    make_testimony,
    put_tag,
)
from tests.stored import make_file

Edit = Callable[[Any, User], object]


def save(row: Any, *, by: User, **values: Any) -> None:
    with ledger.acting(by):
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))


def open_again(record: Moving, *, by: User) -> None:
    """Open a published record's draft, and read the record as it stands then."""
    moderation.revise(record, by=by)
    record.refresh_from_db()


def delete(row: Any, *, by: User) -> None:
    with ledger.acting(by):
        row.delete()


def translate(record: Any, field: str, text: str, *, by: User) -> Translation:
    with ledger.acting(by):
        return Translation.objects.create(
            record=record, field=field, language="ru", text=text
        )


def rich_testimony(*, by: User) -> Testimony:
    """Make a draft that has a row of every kind that its documents show."""
    testimony = make_testimony(by=by, place=make_place(by=by))
    save(testimony.witness, by=by, place=make_place(by=by, name="Kazakhstan"))
    passage = first_passage(testimony)
    quote = make_quote(testimony, by=by, passage=passage, printed_in=make_source(by=by))
    illustration = make_illustration(testimony, make_media(by=by), by=by)
    translate(illustration, "caption", "Улица", by=by)
    translate(testimony.witness, "description", "Она", by=by)
    translate(testimony.place, "name", "Алматы", by=by)
    put_tag(testimony, make_tag("almaty", by=by), by=by)
    put_tag(quote, make_tag("gunfire", by=by), by=by)
    make_passage(passage.transcript, "Calm came back. Asel helped.", by=by)
    return testimony


def _last_passage(testimony: Testimony) -> Passage:
    return Passage.objects.filter(transcript__testimony=testimony).latest("number")


def _mark(testimony: Testimony, by: User) -> None:
    with ledger.acting(by):
        Mark.objects.create(
            passage=_last_passage(testimony), start=0, end=4, kind="insertion"
        )


def _transcript(testimony: Testimony, by: User) -> None:
    with ledger.acting(by):
        Transcript.objects.create(testimony=testimony, language="ru", is_original=False)


def _source(testimony: Testimony, by: User) -> None:
    source = make_source(by=by, title="Another article")
    with ledger.acting(by):
        TestimonySource.objects.create(testimony=testimony, source=source)


def _quote(testimony: Testimony) -> Quote:
    return testimony.quotes.get()


def _printed_in(testimony: Testimony) -> Source:
    source = _quote(testimony).printed_in
    assert source
    return source


def _tag(name: str) -> Tag:
    return Tag.objects.get(name=name)


# Rows that belong to the testimony alone: refused while it is settled.
OWN_EDITS: dict[str, Edit] = {
    "its title": lambda t, by: save(t, by=by, title="Another"),
    "its embargo": lambda t, by: save(
        t, by=by, embargo_until="2030-01-01", embargo_reason="Asked for."
    ),
    "a translation of its title": lambda t, by: translate(t, "title", "Неделя", by=by),
    "a new transcript": _transcript,
    "a transcript's translator": lambda t, by: save(
        t.transcripts.get(), by=by, translator="Somebody"
    ),
    "a new passage": lambda t, by: make_passage(t.transcripts.get(), "More.", by=by),
    "a passage's words": lambda t, by: save(_last_passage(t), by=by, text="Less."),
    "a passage's order": lambda t, by: save(_last_passage(t), by=by, position=7),
    "a passage that goes": lambda t, by: delete(_last_passage(t), by=by),
    "a mark": _mark,
    "a redaction": lambda t, by: hide(_last_passage(t), "Asel", by=by),
    "a new quote": lambda t, by: make_quote(t, "We were afraid", by=by),
    "a quote's words": lambda t, by: save(_quote(t), by=by, text="We heard gunfire"),
    "a quote that goes": lambda t, by: delete(_quote(t), by=by),
    "another tag": lambda t, by: put_tag(t, _tag("gunfire"), by=by),
    "a tag that goes": lambda t, by: delete(t.taggings.get(), by=by),
    "another tag on a quote": lambda t, by: put_tag(_quote(t), _tag("almaty"), by=by),
    "another clip": lambda t, by: make_illustration(t, make_media(by=by), by=by),
    "a clip's place": lambda t, by: save(
        t.illustrations.get(), by=by, passage=_last_passage(t)
    ),
    "a clip's caption": lambda t, by: save(t.illustrations.get(), by=by, caption="A"),
    "a translated caption": lambda t, by: save(
        t.illustrations.get().translations.get(), by=by, text="Двор"
    ),
    "another source": _source,
    "a source that goes": lambda t, by: delete(t.testimonysource_set.get(), by=by),
}

# Rows that several records share: never refused, and they take each out of review.
SHARED_EDITS: dict[str, Edit] = {
    "a source's title": lambda t, by: save(t.sources.get(), by=by, title="Other"),
    "the source of a quote": lambda t, by: save(_printed_in(t), by=by, title="Other"),
    "its place's name": lambda t, by: save(t.place, by=by, name="Almaty city"),
    "its place's translation": lambda t, by: save(
        t.place.translations.get(), by=by, text="Алма-Ата"
    ),
    "the witness's name": lambda t, by: save(t.witness, by=by, name="Aigerim"),
    "the witness's translation": lambda t, by: save(
        t.witness.translations.get(), by=by, text="Свидетельница"
    ),
    "the witness's place": lambda t, by: save(t.witness.place, by=by, name="Asia"),
}

EDITS = OWN_EDITS | SHARED_EDITS


def rich_media(*, by: User) -> MediaItem:
    item = make_media(by=by)
    make_file(item, by=by)
    put_tag(item, make_tag("митинг", by=by), by=by)
    return item


def rich_collection(*, by: User) -> Collection:
    collection = make_collection(by=by)
    event = make_event(collection, by=by)
    translate(event, "text", "Слышны выстрелы.", by=by)
    return collection


MEDIA_EDITS: dict[str, Edit] = {
    "its caption": lambda m, by: save(m, by=by, caption="#almaty"),
    "a translation": lambda m, by: translate(m, "title", "Видео", by=by),
    "a new file": lambda m, by: make_file(m, by=by),
    "what a file shows": lambda m, by: save(
        m.files.get(is_shown=True), by=by, sounds_witness=None
    ),
    "a file that goes": lambda m, by: delete(m.files.get(is_shown=True), by=by),
    "a tag that goes": lambda m, by: delete(m.taggings.get(), by=by),
}
COLLECTION_EDITS: dict[str, Edit] = {
    "its title": lambda c, by: save(c, by=by, title="Another"),
    "a new event": lambda c, by: make_event(c, by=by, date="2022-01-10"),
    "an event's words": lambda c, by: save(c.events.get(), by=by, text="Other."),
    "an event that goes": lambda c, by: delete(c.events.get(), by=by),
    "an event's translation": lambda c, by: save(
        c.events.get().translations.get(), by=by, text="Иное."
    ),
}
