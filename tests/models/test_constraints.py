"""Each named constraint refuses what it is for, and none is without its test."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from testimonies import ledger
from testimonies.catalogue import digest_of
from testimonies.models import (
    Approval,
    Consent,
    Edition,
    Entry,
    FacetCount,
    FullRoom,
    Invitation,
    LedgerEvent,
    LedgerNote,
    Mark,
    MediaItem,
    Passage,
    Quote,
    Redaction,
    SavedSearch,
    Tag,
    TagAlias,
    Tagging,
    TestimonySource,
    Transcript,
    Translation,
    User,
    VaultedIdentity,
)
from testimonies.moderation import invite
from testimonies.terms import Role
from tests.factories import (
    Desk,
    first_passage,
    hide,
    make_collection,
    make_concern,
    make_desk,
    make_event,
    make_illustration,
    make_media,
    make_place,
    make_quote,
    make_tag,
    put_tag,
)
from tests.stored import make_file

Violation = Callable[["Rows"], object]
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
BAD_REF, BAD_LINK = "nonsense", "javascript:alert(1)"


class Rows:
    """One valid row of each model, and a person who acts."""

    def __init__(self, desk: Desk) -> None:
        by = desk.editor
        self.desk, self.by = desk, by
        self.testimony = desk.published_testimony(place=make_place(by=by))
        self.draft = desk.consented_testimony()
        self.passage = first_passage(self.draft)
        self.quote = make_quote(self.draft, by=by, passage=self.passage)
        self.item, self.collection = make_media(by=by), make_collection(by=by)
        self.event, self.file = (
            make_event(self.collection, by=by),
            make_file(self.item, by=by),
        )
        self.tag = make_tag("almaty", by=by, aliases=("алматы",))
        put_tag(self.item, self.tag, by=by)
        make_illustration(self.draft, self.item, by=by)
        hide(self.passage, "gunfire", by=by)
        self.edition = Edition.objects.get(ref=self.testimony.ref)
        invite(by=desk.steward, role=Role.EDITOR)
        with ledger.acting(by):
            Translation.objects.create(
                record=self.draft, field="title", language="ru", text="Неделя"
            )
            Mark.objects.create(passage=self.passage, start=0, end=2, kind="omission")


def _invitation(_rows: Rows) -> Invitation:
    return Invitation.objects.get()


def change(pick: Callable[[Rows], Any], **values: Any) -> Violation:
    """Write values past the model's validation."""

    def violate(rows: Rows) -> None:
        row = pick(rows)
        type(row)._default_manager.filter(pk=row.pk).update(**values)

    return violate


def repeat(model: type[models.Model], **values: Any) -> Violation:
    """Insert a copy of the newest row."""

    def violate(rows: Rows) -> None:
        row = model._default_manager.order_by("-pk")[0]
        row.pk = None
        row._state.adding = True
        for name, value in values.items():
            setattr(row, name, value)
        row.save()

    return violate


def _insert_approval(**values: Any) -> Violation:
    def violate(rows: Rows) -> None:
        defaults = {"ref": BAD_REF, "root": BAD_REF, "digest": "0" * 64}
        Approval.objects.create(
            **{**defaults, "editors": [], "approver": rows.by, **values}
        )

    return violate


def _insert_edition(**values: Any) -> Violation:
    """Insert the next edition on a new approval of the same words."""

    def violate(rows: Rows) -> None:
        last = rows.edition
        ref = values.get("ref", last.ref)
        with ledger.acting(rows.desk.reviewer):
            approval = Approval.objects.create(
                ref=ref,
                root=ref,
                digest=last.digest,
                editors=[rows.by.pk],
                approver=rows.desk.reviewer,
            )
        defaults = {"ref": ref, "kind": "t", "number": 2, "document": last.document}
        Edition.objects.create(
            **{**defaults, "digest": last.digest, "approval": approval, **values}
        )

    return violate


def _entry(**values: Any) -> Violation:
    return lambda rows: Entry.objects.filter(ref=rows.testimony.ref).update(**values)


def _save_search(rows: Rows, **columns: Any) -> None:
    given = {"name": "Fire", "querystring": "q=fire", **columns}
    SavedSearch.objects.create(owner=rows.by, **given)


def _concern(**columns: Any) -> Violation:
    """Write a concern as the tables' owner: the desk may not."""

    def violate(rows: Rows) -> None:
        concern = make_concern(rows.testimony.ref)
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            changes = ", ".join(f"{column} = %s" for column in columns)
            if "state" in columns:
                changes += f", closed_by_id = {rows.by.pk}"
            cursor.execute(
                f"UPDATE testimonies_concern SET {changes} WHERE id = %s",  # noqa: S608
                [*columns.values(), concern.pk],
            )

    return violate


def _full(**columns: Any) -> Violation:
    """Note a full room as the tables' owner: the desk may not."""

    def violate(_rows: Rows) -> None:
        noted = {"ref": "", "is_danger": True, "hour": "2022-01-05 10:00Z", **columns}
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
        FullRoom.objects.create(**noted)
        FullRoom.objects.create(**noted)

    return violate


def _room_key(change: str) -> Violation:
    """Change what rooms are drawn with as the tables' owner: the desk may not."""

    def violate(_rows: Rows) -> None:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute(f"UPDATE testimonies_roomkey SET {change}")  # noqa: S608

    return violate


_CLOSED = {"closed_at": LONG_AGO}


def _save_search_twice(rows: Rows) -> None:
    _save_search(rows)
    _save_search(rows)


def _illustrate_twice(rows: Rows) -> None:
    make_illustration(rows.draft, rows.item, by=rows.by)


def _approve_own_work(rows: Rows) -> None:
    _insert_approval(editors=[rows.by.pk])(rows)


def _issue_other_words(rows: Rows) -> None:
    _insert_edition(document="{}", digest=digest_of("{}"))(rows)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _file(**values: Any) -> Violation:
    """Say something else of a file; the trigger that refuses every word is away."""
    return lambda rows: _without_triggers(
        lambda: change(lambda r: r.file, **values)(rows)
    )


def _copy_anothers_original(rows: Rows) -> None:
    make_file(make_media(by=rows.by), by=rows.by, cleaned_from=rows.file.cleaned_from)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


VIOLATIONS: dict[str, Violation] = {
    "approval_digest_form": _insert_approval(digest="f" * 63),
    "chronologyevent_status_known": change(lambda r: r.event, status="rumoured"),
    "chronologyevent_withdrawn_says_how": change(
        lambda r: r.event, status="withdrawn_by_source", status_note=""
    ),
    "collection_ref_form": change(lambda r: r.collection, ref=BAD_REF),
    "collection_standing_known": change(lambda r: r.collection, standing="shown"),
    "collection_state_known": lambda r: _state(r.collection),
    "consent_basis_known": repeat(Consent, basis="hearsay"),
    "consent_names_the_outlet": repeat(
        Consent, basis="previously_published", outlet=""
    ),
    "consent_scope_known": repeat(Consent, scope="everything"),
    "edition_erased_or_whole": _insert_edition(document=None),
    "edition_number_once": lambda r: _without_triggers(
        lambda: _insert_edition(number=1)(r)
    ),
    "edition_ref_form": _insert_edition(ref="t12", number=1),
    "edition_kind_of_ref": _insert_edition(kind="q"),
    "entry_kind_of_ref": _entry(kind="q"),
    "entry_rests_on_edition": _entry(edition=None),
    "entry_happened_in_order": _entry(
        happened_from=date(2022, 1, 6), happened_to=date(2022, 1, 5)
    ),
    "facetcount_of_something": lambda r: FacetCount.objects.create(
        token="place:Nowhere", records=0
    ),
    "savedsearch_once": _save_search_twice,
    "savedsearch_present": lambda r: _save_search(r, name=""),
    "savedsearch_seen_in_order": lambda r: _save_search(r, seen_sequence=-1),
    "illustration_once": _illustrate_twice,
    "ledgernote_present": lambda r: LedgerNote.objects.create(
        event=LedgerEvent.objects.earliest("id"), text=""
    ),
    "mark_span_ordered": change(lambda r: Mark.objects.get(), start=2, end=2),
    "mediafile_cleaned_is_a_verified_copy": _file(verified_at=None),
    "mediafile_copies_have_an_original": _file(
        cleaned_from=None, is_cleaned=False, is_shown=False
    ),
    "mediafile_fixity_known": _file(fixity="x"),
    "mediafile_name_form": _file(name="Aigerim.jpg"),
    "mediafile_perceptual_hash_form": _file(perceptual_hash="x"),
    "mediafile_role_known": lambda r: _without_triggers(
        lambda: change(lambda r: r.file.cleaned_from, role="x")(r)
    ),
    "mediafile_sha256_form": _file(sha256="ABC"),
    "mediafile_shown_is_cleaned": _file(is_cleaned=False),
    "mediaitem_basis_known": change(lambda r: r.item, basis="hope"),
    "mediaitem_consent_is_someones": change(
        lambda r: r.item, basis="consent", basis_witness=None
    ),
    "mediaitem_kind_known": change(lambda r: r.item, kind="hologram"),
    "mediaitem_platform_known": change(lambda r: r.item, platform="myspace"),
    "mediaitem_posted_has_basis": change(lambda r: r.item, posted="2022"),
    "mediaitem_ref_form": change(lambda r: r.item, ref=BAD_REF),
    "mediaitem_standing_known": change(lambda r: r.item, standing="shown"),
    "mediaitem_state_known": lambda r: _state(r.item),
    "mediaitem_url_scheme": change(lambda r: r.item, url=BAD_LINK),
    "mediaitem_verification_known": change(lambda r: r.item, verification="sure"),
    "passage_kind_known": change(lambda r: r.passage, kind="poem"),
    "passage_number_once": lambda r: _without_triggers(lambda: repeat(Passage)(r)),
    "passage_text_present": change(lambda r: r.passage, text=" \n\t"),
    "passage_times_ordered": change(lambda r: r.passage, start_ms=2, end_ms=2),
    "place_country_form": change(lambda r: r.testimony.place, country="kz"),
    "place_position_whole": change(lambda r: r.testimony.place, latitude=43),
    "place_precision_known": change(lambda r: r.testimony.place, precision="door"),
    "quote_anchor_whole": change(lambda r: r.quote, anchor_end=0),
    "quote_bound_to_passage": change(lambda r: r.quote, passage_digest=""),
    "quote_ref_form": change(lambda r: r.quote, ref=BAD_REF),
    "quote_text_present": change(lambda r: r.quote, text="  "),
    "redaction_span_ordered": change(lambda r: Redaction.objects.get(), end=0),
    "source_archived_url_scheme": change(
        lambda r: r.draft.sources.get(), archived_url="data:text/html,x"
    ),
    "source_title_present": change(lambda r: r.draft.sources.get(), title=""),
    "source_url_scheme": change(lambda r: r.draft.sources.get(), url=BAD_LINK),
    "tag_kind_known": change(lambda r: r.tag, kind="mood"),
    "tag_name_once": lambda r: _without_triggers(
        lambda: Tag.objects.create(name="ALMATY", slug="other")
    ),
    "tag_ref_form": change(lambda r: r.tag, ref=BAD_REF),
    "tagalias_name_once": lambda r: _without_triggers(
        lambda: TagAlias.objects.create(tag=r.tag, name="АЛМАТЫ")
    ),
    "tagalias_present": lambda r: TagAlias.objects.create(tag=r.tag, name=""),
    "tagging_once": repeat(Tagging),
    "testimony_cut_is_of_what_was_heard": change(
        lambda r: r.draft, recording_is_cut=True, recording_heard="0" * 64
    ),
    "testimony_embargo_has_reason": change(
        lambda r: r.draft, embargo_until="2030-01-01"
    ),
    "testimony_ref_form": change(lambda r: r.draft, ref=BAD_REF),
    "testimony_rights_url_scheme": change(lambda r: r.draft, rights_url=BAD_LINK),
    "testimony_scheduled_by_someone": lambda r: _schedule(r.draft),
    "testimony_standing_known": change(lambda r: r.draft, standing="shown"),
    "testimony_state_known": lambda r: _state(r.draft),
    "testimonysource_once": repeat(TestimonySource),
    "transcript_language_once": repeat(Transcript, is_original=False),
    "transcript_one_original": repeat(Transcript, language="ru"),
    "translation_field_language_once": repeat(Translation),
    "translation_text_present": change(lambda r: Translation.objects.get(), text=""),
    "witness_name_kind_known": change(lambda r: r.draft.witness, name_kind="nick"),
    "witness_name_present": change(lambda r: r.draft.witness, name=""),
    "witness_ref_form": change(lambda r: r.draft.witness, ref=BAD_REF),
    # Only the migrations have these: they need more than a model's Meta can say.
    "mediafile_copy_of_the_same_item": _copy_anothers_original,
    "approval_second_person": _approve_own_work,
    "edition_digest_is_the_documents": _insert_edition(document="{}"),
    "edition_of_approved_digest": _issue_other_words,
    **{
        f"vaultedidentity_{name}_encrypted": lambda r, name=name: _in_plain(r, name)  # type: ignore[misc]
        for name in (
            "legal_name",
            "contacts",
            "exact_address",
            "risk_notes",
            "relatives",
            "protected_terms",
        )
    },
    "invitation_role_known": change(_invitation, role="superuser"),
    "invitation_token_is_a_digest": change(_invitation, token_digest="a" * 43),
    "invitation_ends_after_it_began": change(_invitation, expires_at=LONG_AGO),
    "concern_ref_form": _concern(ref=BAD_REF),
    "concern_kind_known": _concern(kind="nothing"),
    "concern_language_known": _concern(language="de"),
    "concern_state_known": _concern(**_CLOSED, state="lost", outcome="withdrawn"),
    "concern_outcome_known": _concern(**_CLOSED, state="closed", outcome="lost"),
    "concern_token_is_a_digest": _concern(token_digest="a" * 43),
    "concern_receipt_form": _concern(receipt="aeiou"),
    "concern_hour_only": _concern(received_hour="2022-01-05 10:00:01Z"),
    "concern_closed_by_somebody": _concern(outcome="withdrawn"),
    "fullroom_once": _full(),
    "fullroom_ref_form": _full(ref=BAD_REF),
    "fullroom_hour_only": _full(hour="2022-01-05 10:00:01Z"),
    "fullroom_refused_so_far": _full(refused=1001),
    "roomkey_is_one": _room_key("is_it = false"),
    "roomkey_is_long": _room_key("key = ''"),
    "concern_erased_after_closing": _concern(words="", erased_at=LONG_AGO),
    **{
        f"concern_{name}_encrypted": _concern(**{name: "plain"})
        for name in ("words", "contact", "note")
    },
    "user_once_in_any_case": lambda rows: User.objects.create_user(
        rows.by.username.upper()
    ),
}


def _without_triggers(write: Callable[[], object]) -> None:
    """Let the constraint alone decide: a trigger asks the same a moment before."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE; SET LOCAL session_replication_role = replica")
    write()


def _state(row: Any) -> None:
    _without_triggers(
        lambda: type(row)._default_manager.filter(pk=row.pk).update(state="lost")
    )


def _schedule(row: Any) -> None:
    rows = type(row)._default_manager.filter(pk=row.pk)
    for state in ("in_review", "approved", "scheduled"):
        rows.update(state=state)


def _in_plain(rows: Rows, column: str) -> None:
    identity = VaultedIdentity.objects.create(witness=rows.draft.witness)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE testimonies_vaultedidentity SET {column} = 'plain' WHERE id = %s",  # noqa: S608
            [identity.pk],
        )


@pytest.fixture
def rows(db: None) -> Rows:
    return Rows(make_desk())


def test_each_constraint_refuses_what_it_is_for(rows: Rows) -> None:
    """One archive of rows for all of them, or this would take half a minute."""
    wrong = {}
    for name, violate in VIOLATIONS.items():
        try:
            with ledger.acting(rows.by):
                violate(rows)
                wrong[name] = "was let through"
                transaction.set_rollback(True)
        except IntegrityError as refusal:
            if f'"{name}"' not in str(refusal):
                wrong[name] = str(refusal)
    assert wrong == {}


@pytest.mark.parametrize("column", ["anchor_start", "anchor_end"])
def test_half_an_anchor_is_refused(rows: Rows, column: str) -> None:
    with (
        pytest.raises(IntegrityError, match="quote_anchor_whole"),
        ledger.acting(rows.by),
    ):
        Quote.objects.filter(pk=rows.quote.pk).update(**{column: None})


def _named() -> set[str]:
    """Every constraint of a model's Meta, without the tables of draft history."""
    return {
        constraint.name
        for model in apps.get_app_config("testimonies").get_models()
        for constraint in model._meta.constraints
    }


def test_every_constraint_of_a_model_has_its_violation() -> None:
    # They are the targets of foreign keys; the primary key refuses before them.
    targets = {"approval_of_digest", "mediafile_of_item"}
    assert _named() - VIOLATIONS.keys() == targets


def test_every_check_in_the_database_has_its_violation(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint"
            " WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'x')"
            " AND conrelid::regclass::text LIKE 'testimonies_%%'"
        )
        checks = {name for (name,) in cursor.fetchall()}
    # Django's own say that a positive column is not below zero.
    assert {name for name in checks if not name.endswith("_check")} <= set(VIOLATIONS)
    keys = {"edition_of_approved_digest", "mediafile_copy_of_the_same_item"}
    assert set(VIOLATIONS) - _named() - checks == keys


GOOD_LINKS = ("", "https://example.org/a?b=c#d", "HTTP://EXAMPLE.ORG")
BAD_LINKS = (
    "JAVASCRIPT:alert(1)",
    " https://example.org",
    "https://example.org/ a",
    "https://example.org\njavascript:x",
    "data:text/html,x",
    "//example.org",
    "ftp://example.org",
    "https:",
)


def test_a_link_is_let_through_where_it_leads_to_the_web_only(rows: Rows) -> None:
    with ledger.acting(rows.by):
        for link in GOOD_LINKS:
            MediaItem.objects.filter(pk=rows.item.pk).update(url=link)
    for link in BAD_LINKS:
        item = MediaItem(title="A", kind="video", url=link)
        with (
            pytest.raises(IntegrityError, match="mediaitem_url_scheme"),
            ledger.acting(rows.by),
        ):
            MediaItem.objects.bulk_create([item])
