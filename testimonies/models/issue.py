"""Approvals, editions and entries: the only rows from which readers are served."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Left, Now

from testimonies.models.guards import append_only, counts_facets
from testimonies.terms import REF_PATTERN, Kind

DIGEST = "^[0-9a-f]{64}$"


class Approval(models.Model):
    """A second person's word for one document: append-only.

    `editors` are the ids of all who changed the content since the last edition of
    `root`, the record that moves. A trigger compares them with the contributions and
    the approver with the acting person.
    """

    ref = models.CharField(max_length=12)
    root = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    editors = ArrayField(models.BigIntegerField())
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # The target of the edition's foreign key over all three columns.
            models.UniqueConstraint(
                fields=["id", "ref", "digest"], name="approval_of_digest"
            ),
            models.CheckConstraint(
                condition=Q(digest__regex=DIGEST), name="approval_digest_form"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["ref", "digest"], name="approval_by_digest")
        ]
        triggers: ClassVar = [
            *append_only(),
            pgtrigger.Trigger(
                name="second_person",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="PERFORM kua_check_approval(NEW); RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.digest[:12]}"


class Edition(models.Model):
    """The public form of one record, frozen as JSON text.

    Append-only but for one change: the document may be erased (withdrawn or retracted),
    which leaves the number, the digest and a neutral public note.
    """

    ref = models.CharField(max_length=12)
    kind = models.CharField(max_length=1, choices=[(k.value, k.name) for k in Kind])
    number = models.PositiveIntegerField()
    document = models.TextField(null=True)  # noqa: DJ001 - NULL is "erased"
    digest = models.CharField(max_length=64)
    # One approval serves one edition.
    approval = models.OneToOneField(Approval, on_delete=models.PROTECT)
    issued_at = models.DateTimeField(db_default=Now())
    erased_at = models.DateTimeField(null=True)
    public_note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["ref", "number"], name="edition_number_once"
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=True, erased_at__isnull=False)
                | Q(document__isnull=False, erased_at__isnull=True),
                name="edition_erased_or_whole",
            ),
            models.CheckConstraint(
                condition=Q(ref__regex=f"^{REF_PATTERN}$"), name="edition_ref_form"
            ),
            models.CheckConstraint(
                condition=Q(kind=Left("ref", 1)), name="edition_kind_of_ref"
            ),
        ]
        triggers: ClassVar = [
            *append_only(unless="kua_is_erasure(OLD, NEW)"),
            pgtrigger.Trigger(
                name="next_number",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="PERFORM kua_check_edition(NEW); RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} edition {self.number}"


class Entry(models.Model):
    """One row per ref that is public now: a function of editions and tags only."""

    ref = models.CharField(max_length=12, primary_key=True)
    kind = models.CharField(max_length=1, choices=[(k.value, k.name) for k in Kind])
    edition = models.OneToOneField(
        Edition, on_delete=models.PROTECT, null=True, related_name="entry"
    )
    # A tag has no editions: its public text stands here.
    document = models.TextField(blank=True, default="")
    stamp = models.CharField(max_length=64)
    slug = models.CharField(max_length=120, blank=True)
    title = models.TextField()
    # Folded names and keys across scripts under which a tag, or a witness, is known.
    names = ArrayField(models.TextField(), default=list)
    tags = ArrayField(models.CharField(max_length=12), default=list)
    refs = ArrayField(models.CharField(max_length=12), default=list)
    language = models.CharField(max_length=8, blank=True)
    first_issued_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)
    # The first edition's id: the order in which records became public. 0 for tags.
    sequence = models.BigIntegerField(default=0)
    # The first and the last day on which it may have happened.
    happened_from = models.DateField(null=True)
    happened_to = models.DateField(null=True)
    # The name of its place as the document has it, in JSON, for a facet to show.
    place = models.TextField(blank=True, default="")
    facets = ArrayField(models.TextField(db_collation="C"), default=list)
    # Words and tokens (catalogue/tokens.py): a search is one look-up.
    vector = SearchVectorField()

    class Meta:
        verbose_name_plural = "entries"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(kind=Kind.TAG, edition=None)
                | (~Q(kind=Kind.TAG) & Q(edition__isnull=False)),
                name="entry_rests_on_edition",
            ),
            models.CheckConstraint(
                condition=Q(happened_from=None, happened_to=None)
                | Q(happened_from__lte=models.F("happened_to")),
                name="entry_happened_in_order",
            ),
            models.CheckConstraint(
                condition=Q(kind=Left("ref", 1)), name="entry_kind_of_ref"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            # What waited to be put in would be read, all of it, by every search.
            GinIndex(fields=["vector"], name="entry_vector", fastupdate=False),
            GinIndex(fields=["refs"], name="entry_refs"),
            GinIndex(fields=["names"], name="entry_names", fastupdate=False),
            models.Index(
                fields=["kind", "-first_issued_at", "ref"], name="entry_newest"
            ),
            models.Index(fields=["happened_from", "ref"], name="entry_happened"),
            # A tag's page is found by its slug.
            models.Index(fields=["kind", "slug"], name="entry_slug"),
        ]
        triggers: ClassVar = counts_facets()

    def __str__(self) -> str:
        return self.ref


class FacetCount(models.Model):
    """On how many entries a facet's token stands now: kept by the entries' triggers."""

    token = models.TextField(primary_key=True, db_collation="C")
    records = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            # What nothing public has is not kept: a token may be a place's name.
            models.CheckConstraint(
                condition=Q(records__gt=0), name="facetcount_of_something"
            )
        ]

    def __str__(self) -> str:
        return self.token
