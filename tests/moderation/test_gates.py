"""Each gate alone stops a record, says where, and lets it through once mended."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection

from testimonies import ledger, models, moderation
from testimonies.models import Source
from testimonies.moderation import Finding, MoveRefused
from testimonies.moderation.gates import GATES
from testimonies.terms import MediaBasis, Scope, State
from tests.factories import (
    Desk,
    first_passage,
    grant,
    hide,
    make_collection,
    make_event,
    make_media,
    make_quote,
    make_source,
    make_testimony,
    make_witness,
)
from tests.moderation.edits import OWN_EDITS, delete, save
from tests.stored import make_file, make_original


@dataclass(frozen=True)
class Case:
    """A record that one gate stops: how it is made, what it says, how it is mended."""

    code: str
    field: str
    make: Callable[[Desk], Any]
    mend: Callable[[Any, Desk], object]


def _without_web(desk: Desk) -> Any:
    return make_testimony(by=desk.editor)


def _quoted_without_consent(desk: Desk) -> Any:
    record = make_testimony(by=desk.editor)
    grant(record.witness, Scope.WEB, by=desk.steward)
    make_quote(record, by=desk.editor, passage=first_passage(record))
    return record


def _translated_without_consent(desk: Desk) -> Any:
    record = make_testimony(by=desk.editor)
    grant(record.witness, Scope.WEB, by=desk.steward)
    OWN_EDITS["a new transcript"](record, desk.editor)
    return record


def _clip(**columns: Any) -> Callable[[Desk], Any]:
    return lambda desk: make_media(by=desk.editor, **columns)


def _clip_on_consent(desk: Desk) -> Any:
    witness = make_witness(by=desk.editor)
    return make_media(by=desk.editor, basis=MediaBasis.CONSENT, basis_witness=witness)


def _clip_with(column: str) -> Callable[[Desk], Any]:
    def make(desk: Desk) -> Any:
        witness = make_witness(by=desk.editor)
        item = make_media(by=desk.editor, basis_witness=witness)
        columns: dict[str, Any] = {column: True}
        make_file(item, by=desk.editor, **columns)
        return item

    return make


def _clip_showing(**columns: Any) -> Callable[[Desk], Any]:
    def make(desk: Desk) -> Any:
        item = make_media(by=desk.editor)
        make_file(item, by=desk.editor, **columns)
        return item

    return make


def _clip_of_two(desk: Desk) -> Any:
    item = make_media(by=desk.editor)
    make_file(item, by=desk.editor)
    another = make_original(item, by=desk.editor)
    make_file(item, by=desk.editor, cleaned_from=another)
    return item


def _testimony(**columns: Any) -> Callable[[Desk], Any]:
    return lambda desk: desk.consented_testimony(**columns)


def _naming_the_protected(desk: Desk) -> Any:
    record = desk.consented_testimony(summary="Told by ZHANAR.")
    values = {"protected_terms": "Zhanar"}
    moderation.seal_vault(record.witness, by=desk.steward, values=values)
    return record


def _still_naming(desk: Desk) -> Any:
    record = desk.consented_testimony(words="Asel came. Later ASEL left.")
    hide(first_passage(record), "Asel", by=desk.editor)
    return record


def _named_over_another_line(desk: Desk) -> Any:
    words = "Then Asel\n  Bekova came. We slept."
    record = desk.consented_testimony(words=words, title="For ASEL BEKOVA")
    hide(first_passage(record), "Asel\n  Bekova", by=desk.editor)
    return record


def _redaction_too_long(desk: Desk) -> Any:
    record = desk.consented_testimony(words="Somebody came with us, Asel")
    hide(first_passage(record), "Asel", by=desk.editor)
    save(first_passage(record), by=desk.editor, text="Somebody came with us.")
    return record


def _quote_over_a_redaction(desk: Desk) -> Any:
    record = desk.consented_testimony(words="Asel Bekova came. We slept.")
    make_quote(record, "Asel", by=desk.editor, passage=first_passage(record))
    hide(first_passage(record), "Asel Bekova", by=desk.editor)
    return record


def _quote_of_changed_words(desk: Desk) -> Any:
    record = desk.consented_testimony()
    make_quote(record, by=desk.editor, passage=first_passage(record))
    passage = first_passage(record)
    save(passage, by=desk.editor, text=passage.text.replace("stop.", "stop!"))
    return record


def _quote_without_pointer(desk: Desk) -> Any:
    record = desk.consented_testimony()
    make_quote(record, by=desk.editor)
    return record


def _bind(record: Any, desk: Desk, **columns: Any) -> None:
    quote = record.quotes.get()
    for name, value in columns.items():
        setattr(quote, name, value)
    quote.bind()
    with ledger.acting(desk.editor):
        quote.save()


def _without_source(desk: Desk) -> Any:
    record = desk.consented_testimony()
    delete(record.testimonysource_set.get(), by=desk.editor)
    return record


def _without_account(desk: Desk) -> Any:
    record = desk.consented_testimony()
    delete(first_passage(record), by=desk.editor)
    return record


def _citing(**columns: str) -> Callable[[Desk], Any]:
    def make(desk: Desk) -> Any:
        record = desk.consented_testimony()
        save(record.sources.get(), by=desk.editor, **columns)
        return record

    return make


def _dated_event(desk: Desk) -> Any:
    collection = make_collection(by=desk.editor)
    make_event(collection, by=desk.editor)
    make_event(collection, by=desk.editor, date="early January")
    return collection


def _recorded_in_a_picture(desk: Desk) -> Any:
    record = desk.consented_testimony()
    picture = make_media(by=desk.editor, kind="picture")
    save(record, by=desk.editor, recording=picture)
    return record


def _set(**columns: Any) -> Callable[[Any, Desk], object]:
    return lambda record, desk: save(record, by=desk.editor, **columns)


def _cite(**columns: Any) -> Callable[[Any, Desk], object]:
    return lambda record, desk: save(record.sources.get(), by=desk.editor, **columns)


def _file(**columns: Any) -> Callable[[Any, Desk], object]:
    return lambda record, desk: save(
        record.files.get(is_shown=True), by=desk.editor, **columns
    )


def _agree(*scopes: Scope) -> Callable[[Any, Desk], object]:
    def mend(record: Any, desk: Desk) -> None:
        witness = getattr(record, "witness", None) or record.basis_witness
        grant(witness, *scopes, by=desk.steward)

    return mend


CASES = {
    "a private person's account in a caption": Case(
        "private_account",
        "caption",
        _clip(
            account_holder="private_person",
            account="@somebody.quiet",
            caption="with @Somebody.Quiet",
        ),
        _set(caption="with somebody"),
    ),
    "a text that turns its direction": Case(
        "directions",
        "description.text",
        _clip(description="A street \u202eteerts"),
        _set(description="A street"),
    ),
    "a recording that nobody can hear": Case(
        "recording", "recording", _recorded_in_a_picture, _set(recording=None)
    ),
    "no consent to publication": Case(
        "consent", "witness", _without_web, _agree(Scope.WEB)
    ),
    "no consent to quotation": Case(
        "consent", "quotes", _quoted_without_consent, _agree(Scope.QUOTATION)
    ),
    "no consent to translation": Case(
        "consent", "transcripts", _translated_without_consent, _agree(Scope.TRANSLATION)
    ),
    "a clip without a basis": Case(
        "basis",
        "basis",
        _clip(basis=MediaBasis.UNDECIDED),
        _set(basis=MediaBasis.PUBLIC_INTEREST),
    ),
    "a clip on a consent that is not there": Case(
        "basis", "basis_witness", _clip_on_consent, _agree(Scope.WEB)
    ),
    "an image without consent": Case(
        "basis", "files", _clip_with("shows_witness"), _agree(Scope.IMAGE)
    ),
    "a voice without consent": Case(
        "basis", "files", _clip_with("sounds_witness"), _agree(Scope.VOICE)
    ),
    "a protected term": Case(
        "protected", "summary.text", _naming_the_protected, _set(summary="By her.")
    ),
    "redacted words elsewhere": Case(
        "redaction",
        "transcripts.0.passages.0.text",
        _still_naming,
        lambda record, desk: hide(first_passage(record), "ASEL", by=desk.editor),
    ),
    "redacted words in the title": Case(
        "redaction", "title.text", _named_over_another_line, _set(title="For her")
    ),
    "a redaction that reaches beyond the text": Case(
        "redaction",
        "passage 1",
        _redaction_too_long,
        lambda record, desk: delete(
            first_passage(record).redactions.get(), by=desk.editor
        ),
    ),
    "a quote of part of what is redacted": Case(
        "redaction",
        "quote",
        _quote_over_a_redaction,
        lambda record, desk: _bind(record, desk, text="We slept."),
    ),
    "a quote of a passage that changed": Case(
        "quote", "quote", _quote_of_changed_words, _bind
    ),
    "a quote that points nowhere": Case(
        "quote",
        "quote",
        _quote_without_pointer,
        lambda record, desk: _bind(record, desk, passage=first_passage(record)),
    ),
    "copies of two originals": Case(
        "files",
        "files",
        _clip_of_two,
        lambda record, desk: save(
            record.files.filter(is_shown=True)[0], by=desk.editor, is_shown=False
        ),
    ),
    "an undecided face": Case(
        "basis",
        "files",
        _clip_showing(shows_witness=None),
        _file(shows_witness=False),
    ),
    "an undecided voice": Case(
        "basis",
        "files",
        _clip_showing(sounds_witness=None, media_type="video/mp4"),
        _file(sounds_witness=False),
    ),
    "content notes of a testimony": Case(
        "content_notes",
        "content_notes_decided",
        _testimony(content_notes_decided=False),
        _set(content_notes_decided=True),
    ),
    "content notes of a clip": Case(
        "content_notes",
        "content_notes_decided",
        _clip(content_notes_decided=False),
        _set(content_notes_decided=True),
    ),
    "a clip without a description": Case(
        "description", "description", _clip(description=" "), _set(description="A.")
    ),
    "a title of white space": Case(
        "description", "title", _testimony(title="  "), _set(title="A title")
    ),
    "an account without a passage": Case(
        "description",
        "transcripts",
        _without_account,
        lambda record, desk: OWN_EDITS["a new passage"](record, desk.editor),
    ),
    "a testimony without a source": Case(
        "sources",
        "sources",
        _without_source,
        lambda record, desk: OWN_EDITS["another source"](record, desk.editor),
    ),
    "a clip without a source": Case(
        "sources",
        "found_via",
        _clip(found_via=None),
        lambda record, desk: save(
            record, by=desk.editor, found_via=make_source(by=desk.editor)
        ),
    ),
    "when it happened": Case(
        "dates", "happened", _testimony(happened="January"), _set(happened="2022-01")
    ),
    "when it was given": Case(
        "dates", "given", _testimony(given="2022-13"), _set(given="2022-12")
    ),
    "when it was posted": Case(
        "dates",
        "posted",
        _clip(posted="5 January", posted_basis="stated"),
        _set(posted="2022-01-05"),
    ),
    "when it was captured": Case(
        "dates", "captured", _clip(captured="2022-02-30"), _set(captured="2022-02")
    ),
    "when a source was published": Case(
        "dates",
        "sources.0.published",
        _citing(published="in 2022"),
        _cite(published="2022"),
    ),
    "when an event was": Case(
        "dates",
        "events.1.date",
        _dated_event,
        lambda record, desk: save(
            record.events.latest("id"), by=desk.editor, date="2022-01~"
        ),
    ),
    "a link without a host": Case(
        "links",
        "sources.0.url",
        _citing(url="https:///nowhere"),
        _cite(url="https://example.org/"),
    ),
    "a link with half an address": Case(
        "links",
        "sources.0.archived_url",
        _citing(archived_url="https://[::1/x"),
        _cite(archived_url=""),
    ),
    "a rights link without a host": Case(
        "links",
        "rights_url",
        _testimony(rights_url="http://?x"),
        _set(rights_url="http://example.org"),
    ),
}


def _blocking(record: Any) -> list[Finding]:
    return [finding for finding in moderation.findings(record) if finding.is_blocking]


@pytest.mark.parametrize("name", CASES)
def test_one_gate_stops_it_and_mending_that_lets_it_be_published(
    desk: Desk, name: str
) -> None:
    case = CASES[name]
    record = case.make(desk)
    found = _blocking(record)
    assert {finding.code for finding in found} == {case.code}, found
    assert all(finding.field.startswith(case.field) for finding in found), found
    assert all(finding.message.strip() for finding in found)
    moderation.submit(record, by=desk.editor)
    with pytest.raises(MoveRefused) as refusal:
        moderation.approve(record, by=desk.reviewer)
    assert refusal.value.findings[: len(found)] == tuple(found)
    assert record.state == State.IN_REVIEW
    case.mend(record, desk)
    record.refresh_from_db()
    assert _blocking(record) == []
    if record.state == State.DRAFT:
        desk.publish(record)
    else:
        moderation.approve(record, by=desk.reviewer)
        moderation.publish(record, by=desk.steward)
    assert record.state == State.SETTLED


def test_every_gate_has_a_record_that_it_alone_stops() -> None:
    named = {gate.__name__.strip("_") for gate in GATES}
    codes = {case.code for case in CASES.values()}
    said = {
        "redactions": "redaction",
        "quotes": "quote",
        "described": "description",
        "private_accounts": "private_account",
        "posting": "dates",
        # The other side of the same rules: test_recordings.py.
        "recorded": "recording",
    }
    assert {said.get(name, name) for name in named} == codes


def test_a_record_that_a_gate_stops_can_be_previewed(desk: Desk) -> None:
    for case in CASES.values():
        record = case.make(desk)
        assert moderation.candidate_bundle(record).main.ref == record.ref


def test_one_letter_of_a_passage_turns_its_quotes_to_needs_review(desk: Desk) -> None:
    record = desk.consented_testimony()
    passage = first_passage(record)
    found = make_quote(record, by=desk.editor, passage=passage)
    told = make_quote(record, "It was loud all week", by=desk.editor, passage=passage)
    absent = make_quote(record, "A waking nightmare", by=desk.editor)
    assert _blocking(record) == []
    save(passage, by=desk.editor, text=passage.text.replace("night", "Night"))
    for quote in (found, told, absent):
        quote.refresh_from_db()
    assert [q.needs_review for q in (found, told, absent)] == [True, True, False]
    assert {finding.field for finding in _blocking(record)} == {
        f"quote {found.ref}",
        f"quote {told.ref}",
    }
    anchor = found.anchor
    assert anchor and anchor.exact == "We heard gunfire all night."


def test_gates_change_nothing(desk: Desk) -> None:
    record = desk.consented_testimony()
    make_quote(record, by=desk.editor, passage=first_passage(record))
    wrote: list[str] = []

    def watch(execute: Any, sql: str, *rest: Any) -> Any:
        wrote.extend([sql] if not sql.startswith("SELECT") else [])
        return execute(sql, *rest)

    with connection.execute_wrapper(watch):
        moderation.findings(record)
    assert wrote == []
    assert isinstance(record, models.Testimony)
    assert Source.objects.count() == 1
