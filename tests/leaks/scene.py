"""An archive that holds every state that a record can be in, with canaries in each.

What is minted for a record is told of what becomes of it: `published` may be read,
where its column is public; everything else may not.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from testimonies import ledger, moderation
from testimonies.admin import footprints
from testimonies.models import (
    Concern,
    FullRoom,
    Mark,
    MediaItem,
    Passage,
    Redaction,
    SavedSearch,
    Tag,
    Testimony,
    Transcript,
    Translation,
    User,
    Witness,
)
from testimonies.moderation import VAULT_FIELDS
from testimonies.search import SearchQuery
from testimonies.terms import (
    AccountHolder,
    ConcernOutcome,
    DateBasis,
    Role,
    WithdrawalReason,
)
from tests import factories
from tests.leaks.planting import Planted, as_owner, growing, plant_everywhere
from tests.leaks.tokens import Garden
from tests.people import make_person
from tests.stored import make_file, make_original, picture

PUBLISHED, SUPERSEDED = "published", "superseded"
HIDDEN = "testimonies.passage.text, a redacted span"
PRIVATE = "of a private person"
LANGUAGES = ("ru",)


class Scene:
    """The archive, its people, its canaries, and the records that a test may name."""

    def __init__(self) -> None:
        self.garden = Garden()
        self.records: dict[str, Any] = {}
        self.people: dict[str, User] = {}
        # Which canaries stand in somebody's own account.
        self.own: dict[str, frozenset[int]] = {}
        self.planted = Planted()
        # Called before a withdrawal: what was read then may still be kept somewhere.
        self.before_withdrawal: Callable[[], None] = lambda: None

    def build(self, read_all: Callable[[], None] | None = None) -> "Scene":
        self.before_withdrawal = read_all or self.before_withdrawal
        with growing(self.garden):
            self.cast()
            self.published()
            self.in_each_state()
            self.edited()
            self.superseded()
            self.withdrawn()
            self.deleted()
            self.stray()
        # What follows a commit, for there is none: withdrawn copies are removed.
        moderation.publish_due()
        with self.garden.growing("stray"):
            self.planted = plant_everywhere(self.garden)
        return self

    # --- People -----------------------------------------------------------------------

    def cast(self) -> None:
        with self.garden.growing("account"):
            for role in Role:
                self.account(role.value, partial(make_person, f"P-{role}", role))
            self.account("manager", lambda: User.objects.create_superuser("p-manager"))
        self.editor, self.reviewer, self.steward = (
            self.people[role] for role in (Role.EDITOR, Role.REVIEWER, Role.STEWARD)
        )

    def account(self, role: str, make: Callable[[], User]) -> None:
        """Make somebody's account with a search; its words may be shown to them."""
        before = len(self.garden.canaries)
        self.people[role] = make()
        self.keep_search(self.people[role])
        self.own[role] = frozenset(range(before, len(self.garden.canaries)))

    def keep_search(self, owner: User) -> None:
        words = self.garden.mint("testimonies.savedsearch.querystring").latin
        search = SearchQuery(words=words).querystring()
        SavedSearch.objects.create(owner=owner, name="Theirs", querystring=search)

    def concern(self, record: Testimony) -> Concern:
        """Let somebody report a record, and somebody close it with a note."""
        concern = factories.make_concern(
            record.ref,
            words=self.mint("testimonies.concern.words"),
            contact=self.mint("testimonies.concern.contact"),
        )
        moderation.close_concern(
            concern,
            by=self.reviewer,
            outcome=ConcernOutcome.UNCHANGED,
            note=self.mint("testimonies.concern.note"),
        )
        return concern

    @property
    def desk(self) -> factories.Desk:
        return factories.Desk(self.editor, self.reviewer, self.steward)

    # --- Rows -------------------------------------------------------------------------

    def mint(self, column: str) -> str:
        return self.garden.mint(column).words

    def translate(self, record: Any, *fields: str) -> None:
        with ledger.acting(self.editor):
            for field in fields:
                for language in LANGUAGES:
                    Translation.objects.create(
                        record=record, field=field, language=language, text=field
                    )

    def tag(self, name: str) -> Tag:
        column = "testimonies.tag.name"
        tag = Tag(name=f"{name} {self.mint(column)}", kind="subject")
        aliases = [f"{name} {self.mint('testimonies.tagalias.name')}"]
        # Canaries sound like one another, and so like what is protected.
        moderation.save_tag(tag, by=self.steward, aliases=aliases)
        self.translate(tag, "name", "description")
        moderation.save_tag(tag, by=self.steward)
        return tag

    def witness(self) -> Witness:
        """Make one with a place, consents, and a vault full of what nobody may see."""
        place = factories.make_place(by=self.editor)
        self.translate(place, "name")
        witness = factories.make_witness(by=self.editor, place=place)
        self.translate(witness, "description")
        factories.grant(witness, by=self.steward)
        values = {
            name: self.mint(f"testimonies.vaultedidentity.{name}")
            for name in VAULT_FIELDS
        }
        moderation.seal_vault(witness, by=self.steward, values=values)
        return witness

    def passage(self, transcript: Transcript) -> Passage:
        """Make one with a mark, and with words that are redacted."""
        shown, hidden = self.mint("testimonies.passage.text"), self.mint(HIDDEN)
        text = f"We heard gunfire [all night]. {shown} came. It was {hidden} who left."
        passage = factories.make_passage(transcript, text, by=self.editor)
        factories.hide(passage, hidden, by=self.editor)
        factories.time(passage, 1_000, 9_000, by=self.editor)
        start = text.index("[")
        with ledger.acting(self.editor):
            Mark.objects.create(
                passage=passage, start=start, end=start + 11, kind="insertion"
            )
        return passage

    def media(self, **columns: Any) -> MediaItem:
        """Make a clip with a file that is shown and an original that is not."""
        item = factories.make_media(by=self.editor, **columns)
        self.translate(item, *MediaItem.TRANSLATED)
        with self.garden.growing("an original"):
            words = self.garden.mint("an original's bytes").words.encode()
            name = self.file_name("testimonies.mediafile.name")
            make_original(item, by=self.editor, name=name, content=picture() + words)
        name = self.file_name("testimonies.mediafile.name, shown")
        make_file(item, by=self.editor, name=name)
        return item

    def file_name(self, column: str) -> str:
        """Give a canary in the form that names of stored files have."""
        return f"{self.garden.mint(column).hexadecimal(32)}.jpg"

    def private_media(self) -> MediaItem:
        """Make a clip whose account is a private person's."""
        columns = {
            name: self.mint(f"testimonies.mediaitem.{name}, {PRIVATE}")
            for name in ("account", "platform_id", "sound")
        }
        link = self.garden.mint(f"testimonies.mediaitem.url, {PRIVATE}")
        return self.media(
            account_holder=AccountHolder.PRIVATE,
            url=f"https://example.org/{link.slug}",
            posted="2022-01-05",
            posted_basis=DateBasis.STATED,
            **columns,
        )

    def testimony(self, *, witness: Witness | None = None, **columns: Any) -> Testimony:
        """Make a draft that has a row in every table, and passes every gate."""
        testimony = factories.make_testimony(
            by=self.editor,
            witness=witness or self.witness(),
            place=factories.make_place(by=self.editor),
            **columns,
        )
        self.translate(testimony, *Testimony.TRANSLATED)
        passage = self.passage(testimony.transcripts.get())
        with ledger.acting(self.editor):
            translated = Transcript.objects.create(
                testimony=testimony, language="ru", is_original=False
            )
        self.passage(translated)
        quote = factories.make_quote(
            testimony,
            passage.text[: passage.text.index(" came.")],
            by=self.editor,
            passage=passage,
            printed_in=factories.make_source(by=self.editor),
        )
        for record in (testimony, quote):
            factories.put_tag(record, self.tag("subject"), by=self.editor)
        return testimony

    def illustrate(self, testimony: Testimony, item: MediaItem) -> None:
        illustration = factories.make_illustration(
            testimony,
            item,
            by=self.editor,
            passage=factories.first_passage(testimony),
            caption="Beside it.",
        )
        self.translate(illustration, "caption")

    def collection(self) -> Any:
        collection = factories.make_collection(by=self.editor)
        self.translate(collection, "title", "description")
        event = factories.make_event(collection, by=self.editor)
        self.translate(event, "text", "status_note")
        return collection

    # --- States -----------------------------------------------------------------------

    def published(self) -> None:
        with self.garden.growing(PUBLISHED):
            collection, clip = self.collection(), self.media()
            private = self.private_media()
            factories.put_tag(clip, self.tag("clip"), by=self.editor)
            for record in (collection, clip, private):
                self.desk.publish(record)
            testimony = self.testimony(collection=collection)
            self.illustrate(testimony, clip)
            self.desk.publish(testimony)
        self.records |= {
            "published": testimony,
            "published clip": clip,
            "private clip": private,
            "published collection": collection,
        }
        with self.garden.growing("unpublished"):
            self.tag("unused")

    def in_each_state(self) -> None:
        """Give records of each kind that were never public, in every state."""
        for state in ("draft", "in review", "changes requested", "approved"):
            with self.garden.growing(state):
                # In the published collection, beside the published clip.
                testimony = self.testimony(
                    collection=self.records["published collection"]
                )
                self.illustrate(testimony, self.records["published clip"])
                moving = [testimony, self.media(), self.collection()]
                for record in moving:
                    self.bring(record, state)
                self.records[state] = testimony
                self.records[f"{state} clip"] = moving[1]
                self.records[f"{state} collection"] = moving[2]
        with self.garden.growing("scheduled"):
            testimony = self.testimony(
                embargo_until=timezone.localdate() + timedelta(days=30),
                embargo_reason="Until then.",
            )
            self.desk.publish(testimony)
            self.records["scheduled"] = testimony

    def bring(self, record: Any, state: str) -> None:
        if state == "draft":
            return
        moderation.submit(record, by=self.editor)
        if state == "changes requested":
            reason = f"Return: {self.mint('testimonies.ledgernote.text')}"
            moderation.return_for_changes(record, by=self.reviewer, reason=reason)
        if state == "approved":
            moderation.approve(record, by=self.reviewer)

    def edited(self) -> None:
        """Give published records whose drafts say something else now, all over."""
        for name in ("published", "published clip", "published collection"):
            moderation.revise(self.records[name], by=self.editor)
        with self.garden.growing("edited after publication"):
            testimony = self.records["published"]
            rows: list[Any] = [
                testimony,
                testimony.quotes.get(),
                testimony.illustrations.get(),
                testimony.witness,
                testimony.place,
                testimony.witness.place,
                testimony.sources.first(),
                self.records["published clip"],
                self.records["published collection"],
                self.records["published collection"].events.get(),
                *Passage.objects.filter(transcript__testimony=testimony),
                *testimony.translations.all(),
            ]
            for row in rows:
                self.reword(row)

    def reword(self, row: Any) -> None:
        """Change what a person may change at the desk in a row that was published."""
        label = row._meta.label_lower
        changed = []
        for column in ("title", "name", "text", "summary", "description", "caption"):
            if column in {field.name for field in row._meta.concrete_fields}:
                words = f"{column} {self.mint(f'{label}.{column}')}"
                setattr(row, column, words)
                changed.append(column)
        with ledger.acting(self.editor):
            row.save(update_fields=changed)

    def superseded(self) -> None:
        """Give a record of three editions, of which the first was taken back."""
        with self.garden.growing(PUBLISHED):
            testimony = self.testimony()
        for state in ("retracted", SUPERSEDED, PUBLISHED):
            if state != "retracted":
                moderation.revise(testimony, by=self.editor)
            with self.garden.growing(state):
                for row in (
                    testimony,
                    testimony.quotes.get(),
                    *Passage.objects.filter(transcript__testimony=testimony),
                ):
                    self.reword(row)
            self.unbind(testimony)
            self.desk.publish(testimony)
        self.before_withdrawal()
        with self.garden.growing("retracted"):
            moderation.retract(
                testimony,
                by=self.steward,
                numbers=[1],
                category=WithdrawalReason.SAFETY,
                note=f"Why: {self.mint('testimonies.ledgernote.text')}",
            )
        self.records["superseded"] = testimony

    def unbind(self, testimony: Testimony) -> None:
        """Let the quote point nowhere, for its passage has other words now."""
        quote = testimony.quotes.get()
        quote.passage = None
        quote.bind()
        with ledger.acting(self.editor):
            quote.save()
            Redaction.objects.filter(passage__transcript__testimony=testimony).delete()

    def withdrawn(self) -> None:
        """Give what readers had and have no more; one of each is reopened."""
        for state in ("withdrawn", "reopened"):
            with self.garden.growing(state):
                clip, testimony = self.media(), self.testimony()
                collection = self.collection()
                moving = [clip, collection, testimony]
                self.illustrate(testimony, clip)
                for record in moving:
                    self.desk.publish(record)
                self.before_withdrawal()
                for record in moving:
                    moderation.withdraw(
                        record,
                        by=self.reviewer,
                        category=WithdrawalReason.SAFETY,
                        note=f"Why: {self.mint('testimonies.ledgernote.text')}",
                        public_note="At the witness’s wish.",
                    )
                if state == "reopened":
                    for record in moving:
                        reason = self.mint("testimonies.ledgernote.text")
                        moderation.reopen(record, by=self.steward, reason=reason)
                self.records[state] = testimony
                self.records[f"{state} clip"] = clip

    def deleted(self) -> None:
        """Leave rows in the draft history alone, and a tag that was merged."""
        with self.garden.growing("deleted"):
            testimony = self.testimony()
            item = factories.make_media(by=self.editor)
            with ledger.acting(self.editor):
                testimony.quotes.all().delete()
                testimony.delete()
                item.delete()
            kept = self.tag("kept")
        with self.garden.growing("merged"):
            moderation.merge_tags(kept, self.tag("merged"), by=self.editor)

    def stray(self) -> None:
        """Give the rows that are overwritten at last: one in every table."""
        with self.garden.growing("stray"):
            approved = self.testimony()
            self.bring(approved, "approved")
            testimony = self.testimony(
                collection=self.collection(),
                embargo_until=date(2100, 1, 1),
                embargo_reason="Long.",
            )
            item = self.private_media()
            self.illustrate(testimony, item)
            item.tags.add(self.tag("stray"))
            stray = make_person("Stray")
            # The one kind whose data is not ciphertext: the database lets words in.
            passkey = Authenticator.Type.WEBAUTHN
            Authenticator.objects.create(user=stray, type=passkey, data={})
            self.keep_search(stray)
            self.concern(approved)
            with as_owner():
                FullRoom.objects.create(
                    ref=approved.ref, is_danger=True, hour="2100-01-05T00:00Z"
                )
            footprints.leave(by=self.editor, row=item, flag=footprints.CHANGE)
            Group.objects.create(name="Stray")
            SessionStore().create()
