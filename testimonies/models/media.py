"""Clips and pictures as evidence, their files, and where they stand in an account."""

from functools import partial
from operator import attrgetter
from typing import ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from taggit.managers import TaggableManager

from testimonies.models.base import (
    LANGUAGE_CHOICES,
    Described,
    Moderated,
    WithContentNotes,
    one_of,
    safe_link,
)
from testimonies.models.collection import Collection
from testimonies.models.context import Source
from testimonies.models.guards import (
    declared_moves,
    keeps_bytes,
    keeps_issued_records,
    on_content,
    tracked,
)
from testimonies.models.people import Witness
from testimonies.models.tag import Tagging
from testimonies.models.testimony import Passage, Testimony
from testimonies.terms import (
    COPY_ROLES,
    STORED_NAME,
    AccountHolder,
    DateBasis,
    FileRole,
    Fixity,
    Kind,
    MediaBasis,
    MediaKind,
    Platform,
    Verification,
    labelled,
    new_ref,
)


@tracked
class MediaItem(Moderated, Described, WithContentNotes):
    """One clip or picture: what it shows, where it was posted, how sure we are."""

    TRANSLATED = (
        "title",
        "description",
        "content_note_text",
        "verification_notes",
        "rights",
        "basis_note",
        # Of these words alone the original is not ours: it is in caption_language.
        "caption",
    )

    ref = models.CharField(
        max_length=12,
        unique=True,
        editable=False,
        default=partial(new_ref, Kind.MEDIA),
    )
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=labelled(MediaKind))
    collection = models.ForeignKey(
        Collection,
        on_delete=models.PROTECT,
        related_name="media",
        null=True,
        blank=True,
    )
    platform = models.CharField(
        max_length=12, choices=labelled(Platform), default=Platform.UNKNOWN
    )
    platform_id = models.CharField("the platform's id", max_length=120, blank=True)
    account = models.CharField("account handle", max_length=120, blank=True)
    account_holder = models.CharField(
        max_length=16,
        choices=labelled(AccountHolder),
        default=AccountHolder.UNKNOWN,
        help_text="A private person's handle is never shown.",
    )
    url = models.URLField("original link", max_length=600, blank=True)
    posted = models.CharField(max_length=40, blank=True, help_text="EDTF, 2022-01-05~")
    posted_basis = models.CharField(
        "how the date is known",
        max_length=16,
        choices=labelled(DateBasis),
        default=DateBasis.UNKNOWN,
    )
    captured = models.CharField(max_length=40, blank=True, help_text="EDTF")
    captured_by = models.CharField(max_length=200, blank=True)
    captured_with = models.CharField(max_length=200, blank=True)
    caption = models.TextField("caption as posted", blank=True)
    caption_language = models.CharField(
        max_length=8, choices=LANGUAGE_CHOICES, default="und"
    )
    sound = models.CharField("sound credit", max_length=300, blank=True)
    description = models.TextField(
        blank=True, help_text="What it shows; serves as the alternative text."
    )
    verification = models.CharField(
        max_length=14, choices=labelled(Verification), default=Verification.UNREVIEWED
    )
    verification_notes = models.TextField(blank=True)
    basis = models.CharField(
        "basis for showing it",
        max_length=32,
        choices=labelled(MediaBasis),
        default=MediaBasis.UNDECIDED,
    )
    basis_note = models.CharField(max_length=300, blank=True)
    basis_witness = models.ForeignKey(
        Witness, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    basis_by = models.CharField("basis decided by", max_length=200, blank=True)
    basis_on = models.DateField("basis decided on", null=True, blank=True)
    rights = models.TextField(blank=True)
    found_via = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True
    )
    tags = TaggableManager(through=Tagging, blank=True)
    taggings = GenericRelation(Tagging)

    class Meta(Moderated.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Moderated.Meta.constraints,
            one_of("kind", [*MediaKind], name="mediaitem_kind_known"),
            one_of("platform", [*Platform], name="mediaitem_platform_known"),
            one_of(
                "verification", [*Verification], name="mediaitem_verification_known"
            ),
            one_of("basis", [*MediaBasis], name="mediaitem_basis_known"),
            safe_link("url", name="mediaitem_url_scheme"),
            models.CheckConstraint(
                condition=~Q(basis=MediaBasis.CONSENT) | Q(basis_witness__isnull=False),
                name="mediaitem_consent_is_someones",
                violation_error_message="Name the witness whose consent this is.",
            ),
            models.CheckConstraint(
                condition=Q(posted="") | ~Q(posted_basis=DateBasis.UNKNOWN),
                name="mediaitem_posted_has_basis",
                violation_error_message="Say how the date of posting is known.",
            ),
        ]
        triggers: ClassVar = [
            *on_content(),
            *declared_moves(),
            *keeps_issued_records(),
        ]

    def __str__(self) -> str:
        return self.title

    def shown_files(self) -> list["MediaFile"]:
        """Give the files that the draft shows, the oldest first."""
        return sorted(
            (file for file in self.files.all() if file.is_shown),
            key=attrgetter("pk"),
        )


# A fixity check changes no content, so the draft history leaves it out.
@partial(tracked, exclude=("checked_at", "fixity"))
class MediaFile(models.Model):
    """A stored file: an original as it came, or a copy that was cleaned of it.

    Only copies are ever shown. What is said of the bytes is said once, at intake; what
    they show is for the desk to decide, and undecided (NULL) blocks publishing.
    """

    # Originals are evidence: no click deletes a record that has one.
    item = models.ForeignKey(MediaItem, on_delete=models.PROTECT, related_name="files")
    cleaned_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="copies"
    )
    role = models.CharField(max_length=12, choices=labelled(FileRole))
    name = models.CharField("stored name", max_length=40, unique=True)
    size = models.PositiveBigIntegerField("bytes")
    media_type = models.CharField("sniffed type", max_length=80)
    sha256 = models.CharField(max_length=64)
    perceptual_hash = models.CharField(max_length=16, blank=True)
    width = models.PositiveIntegerField("pixels across", null=True, blank=True)
    height = models.PositiveIntegerField("pixels down", null=True, blank=True)
    duration_ms = models.PositiveBigIntegerField("milliseconds", null=True, blank=True)
    is_cleaned = models.BooleanField("metadata removed", default=False)
    verified_at = models.DateTimeField("found clean", null=True, blank=True)
    is_shown = models.BooleanField("shown to readers", default=False)
    shows_witness = models.BooleanField("shows a witness's image", null=True)
    sounds_witness = models.BooleanField("carries a witness's voice", null=True)
    added_at = models.DateTimeField(auto_now_add=True)
    checked_at = models.DateTimeField("last fixity check", null=True, blank=True)
    fixity = models.CharField(max_length=8, choices=labelled(Fixity), blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            one_of("role", [*FileRole], name="mediafile_role_known"),
            one_of("fixity", ["", *Fixity], name="mediafile_fixity_known"),
            # A name tells nothing: neither of whom, nor when, nor which came first.
            models.CheckConstraint(
                condition=Q(name__regex=f"^{STORED_NAME}$"), name="mediafile_name_form"
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex="^[0-9a-f]{64}$"),
                name="mediafile_sha256_form",
            ),
            models.CheckConstraint(
                condition=Q(perceptual_hash__regex="^([0-9a-f]{16})?$"),
                name="mediafile_perceptual_hash_form",
            ),
            models.CheckConstraint(
                condition=Q(cleaned_from__isnull=False, role__in=COPY_ROLES)
                | (Q(cleaned_from__isnull=True) & ~Q(role__in=COPY_ROLES)),
                name="mediafile_copies_have_an_original",
            ),
            models.CheckConstraint(
                condition=Q(is_cleaned=False)
                | Q(
                    role__in=COPY_ROLES,
                    cleaned_from__isnull=False,
                    verified_at__isnull=False,
                ),
                name="mediafile_cleaned_is_a_verified_copy",
            ),
            # No original and nothing unverified is shown, however the row was written.
            models.CheckConstraint(
                condition=Q(is_shown=False) | Q(is_cleaned=True),
                name="mediafile_shown_is_cleaned",
                violation_error_message="Only a cleaned copy can be shown to readers.",
            ),
            models.UniqueConstraint(
                # The target of the foreign key that keeps a copy with its item.
                fields=["id", "item"],
                name="mediafile_of_item",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["sha256"], name="mediafile_sha256")
        ]
        triggers: ClassVar = [*on_content(), *keeps_bytes()]

    def __str__(self) -> str:
        return f"{self.get_role_display()} of {self.item}"


@tracked
class Illustration(Described):
    """Puts a media item beside a passage of a testimony."""

    TRANSLATED = ("caption",)

    testimony = models.ForeignKey(
        Testimony, on_delete=models.CASCADE, related_name="illustrations"
    )
    passage = models.ForeignKey(
        Passage,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        help_text="Empty: at the head of the account.",
    )
    item = models.ForeignKey(MediaItem, on_delete=models.PROTECT)
    caption = models.TextField(blank=True)
    position = models.PositiveIntegerField("order", default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["testimony", "item"], name="illustration_once"
            )
        ]
        triggers: ClassVar = on_content()

    def __str__(self) -> str:
        return str(self.item)
