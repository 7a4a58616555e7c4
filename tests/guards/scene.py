"""A small archive, committed, with a record in each state that an attack needs."""

from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from psycopg import sql

from testimonies import ledger, moderation
from testimonies.models import (
    Approval,
    ChronologyEvent,
    Edition,
    Illustration,
    LedgerEvent,
    Mark,
    MediaFile,
    Passage,
    Place,
    Redaction,
    Tag,
    Tagging,
    Testimony,
    Translation,
)
from testimonies.terms import Role, WithdrawalReason
from tests.factories import (
    first_passage,
    grant,
    make_collection,
    make_media,
    make_passage,
    make_quote,
    make_source,
    make_testimony,
    make_witness,
    publish,
)
from tests.people import make_person


class Scene:
    """Builds the archive and collects what attacks name."""

    def __init__(self) -> None:
        self.aru = make_person("Aru", Role.CONTRIBUTOR)
        self.boris = make_person("Boris", Role.EDITOR)
        self.clara = make_person("Clara", Role.REVIEWER)
        self.dana = make_person("Dana", Role.STEWARD)
        self.facts: dict[str, Any] = {
            person.username: person.pk
            for person in (self.aru, self.boris, self.clara, self.dana)
        }
        self.published()
        self.draft()
        self.around_the_draft()
        self.approved_and_recalled()
        self.reopened()
        self.tags()

    def consenting(self, **columns: Any) -> Testimony:
        witness = make_witness(by=self.boris)
        grant(witness, by=self.dana)
        return make_testimony(by=self.boris, witness=witness, **columns)

    def issue(self, testimony: Testimony) -> None:
        publish(testimony, editor=self.boris, reviewer=self.clara, steward=self.dana)

    def published(self) -> None:
        """Give a settled testimony with a quote and two editions."""
        testimony = self.consenting()
        quote = make_quote(testimony, by=self.boris, passage=first_passage(testimony))
        values = {"legal_name": "Somebody"}
        moderation.seal_vault(testimony.witness, by=self.dana, values=values)
        self.issue(testimony)
        moderation.revise(testimony, by=self.boris)
        with ledger.acting(self.boris):
            testimony.title = "A second title"
            testimony.save(update_fields=["title"])
        self.issue(testimony)
        first, second = Edition.objects.filter(ref=testimony.ref).order_by("number")
        self.facts |= {
            "settled": testimony.ref,
            "settled_id": testimony.pk,
            "settled_passage": first_passage(testimony).pk,
            "settled_witness": testimony.witness_id,
            "quote": quote.ref,
            "old_edition": first.pk,
            "edition": second.pk,
            "old_document": first.document,
            "old_digest": first.digest,
            "old_approval": first.approval_id,
            "document": second.document,
            "digest": second.digest,
            "approval": second.approval_id,
            "testimony_type": ContentType.objects.get_for_model(Testimony).pk,
        }

    def draft(self) -> None:
        """Give an open draft with three passages, the second of them deleted."""
        self.collection = make_collection(by=self.boris)
        testimony = self.consenting(collection=self.collection)
        transcript = testimony.transcripts.get()
        gone = make_passage(transcript, "Gone.", by=self.boris)
        make_passage(transcript, "We waited.", by=self.boris)
        with ledger.acting(self.boris):
            gone.delete()
        quote = make_quote(testimony, by=self.boris, passage=first_passage(testimony))
        self.open = testimony
        self.facts |= {
            "open": testimony.ref,
            "open_id": testimony.pk,
            "open_transcript": transcript.pk,
            "open_passage": first_passage(testimony).pk,
            "open_witness": testimony.witness.ref,
            "open_quote": quote.ref,
            "gone": gone.number,
        }

    def around_the_draft(self) -> None:
        """Give it one row in each table that holds content."""
        item = make_media(by=self.boris)
        passage = first_passage(self.open)
        with ledger.acting(self.boris):
            self.open.place = Place.objects.create(name="Almaty", country="KZ")
            self.open.save(update_fields=["place"])
            Mark.objects.create(passage=passage, start=0, end=2, kind="insertion")
            Redaction.objects.create(
                passage=passage,
                start=3,
                end=5,
                kind="name",
                reason="named",
                author=self.boris,
            )
            Illustration.objects.create(testimony=self.open, item=item)
            MediaFile.objects.create(
                item=item,
                role="original",
                name=f"{0:032x}.mp4",
                size=1,
                media_type="video/mp4",
                sha256="0" * 64,
            )
            Translation.objects.create(
                record=self.open, field="title", language="ru", text="Неделя"
            )
            ChronologyEvent.objects.create(
                collection=self.collection,
                date="2022-01-05",
                text="Unrest.",
                source=make_source(by=self.boris),
            )
        self.facts |= {
            "item": item.pk,
            "other_passage": Passage.objects.latest("pk").pk,
        }

    def approved_and_recalled(self) -> None:
        """Give a draft whose approval no edition used."""
        testimony = self.consenting(embargo_until=date(2100, 1, 1), embargo_reason="r")
        moderation.submit(testimony, by=self.boris)
        moderation.approve(testimony, by=self.clara)
        moderation.recall(testimony, by=self.boris)
        unused = Approval.objects.get(ref=testimony.ref)
        self.facts |= {
            "recalled": testimony.ref,
            "recalled_id": testimony.pk,
            "unused_approval": unused.pk,
            "unused_digest": unused.digest,
            "event": LedgerEvent.objects.latest("id").pk,
        }

    def reopened(self) -> None:
        """Give a record that the steward reopened and nobody has changed since."""
        testimony = self.consenting()
        self.issue(testimony)
        moderation.withdraw(testimony, by=self.clara, category=WithdrawalReason.SAFETY)
        moderation.reopen(testimony, by=self.dana, reason="The danger is over.")
        self.facts |= {"reopened": testimony.ref}

    def tags(self) -> None:
        almaty = Tag(name="Almaty", slug="almaty")
        moderation.save_tag(almaty, by=self.boris, aliases=["алматы"])
        astana = Tag(name="Astana", slug="astana")
        moderation.save_tag(astana, by=self.boris, aliases=["астана"])
        with ledger.acting(self.boris):
            Tagging.objects.create(tag=almaty, content_object=self.open)
        self.facts |= {"almaty": almaty.pk, "astana": astana.pk}


def build(owner: str, database: str) -> dict[str, sql.Composable]:
    """Build the scene and give its facts, ready to stand in SQL."""
    facts: dict[str, sql.Composable] = {
        name: sql.Literal(value) for name, value in Scene().facts.items()
    }
    names = {"owner": sql.Identifier(owner), "database": sql.Identifier(database)}
    return facts | names
