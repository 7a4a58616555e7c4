"""Clips and pictures: where they were posted, what they show, how sure we are."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from testimonies.admin.doors import Beside
from testimonies.admin.inlines import DeskInline
from testimonies.admin.records import RecordAdmin
from testimonies.admin.tagging import TagInline
from testimonies.admin.transcripts import Parented
from testimonies.admin.translations import TranslationInline
from testimonies.models import Illustration, MediaFile, MediaItem, Testimony
from testimonies.terms import Role


class FileInline(DeskInline, admin.TabularInline[MediaFile, MediaItem]):
    """The files that intake has stored; the desk says what they show."""

    model = MediaFile
    changes = Role.EDITOR
    adds = deletes = Beside.NOBODY
    fields = (
        "role",
        "media_type",
        "size",
        "is_cleaned",
        "is_shown",
        "shows_witness",
        "sounds_witness",
    )
    readonly_fields = ("role", "media_type", "size", "is_cleaned")


class MediaAdmin(RecordAdmin[MediaItem]):
    """The media items."""

    list_display = (
        "title",
        "kind",
        "platform",
        "state_in_words",
        "standing_in_words",
        "ref",
    )
    list_filter = ("state", "standing", "kind", "platform", "verification")
    search_fields = ("title", "ref", "account", "platform_id")
    readonly_fields = ("ref",)
    inlines = (FileInline, TagInline, TranslationInline)
    fieldsets = (
        (
            None,
            {"fields": ("title", ("kind", "collection"), "text_language", "ref")},
        ),
        (
            _("Where it was posted"),
            {
                "fields": (
                    ("platform", "platform_id"),
                    ("account", "account_holder"),
                    "url",
                    ("posted", "posted_basis"),
                    "caption",
                    ("caption_language", "sound"),
                    "found_via",
                )
            },
        ),
        (
            _("How it was kept"),
            {"fields": (("captured", "captured_by", "captured_with"),)},
        ),
        (
            _("What it shows"),
            {
                "fields": (
                    "description",
                    "content_notes",
                    "content_note_text",
                    "content_notes_decided",
                )
            },
        ),
        (_("How sure we are"), {"fields": ("verification", "verification_notes")}),
        (
            _("Why it may be shown"),
            {
                "fields": (
                    ("basis", "basis_witness"),
                    "basis_note",
                    ("basis_by", "basis_on"),
                    "rights",
                )
            },
        ),
    )


class IllustrationAdmin(Parented):
    """A clip beside a passage: its caption in other languages."""

    fields = ("item_named", "passage_named", "caption", "text_language")
    readonly_fields = ("item_named", "passage_named")
    inlines = (TranslationInline,)

    @admin.display(description=_("clip"))
    def item_named(self, row: Illustration) -> str:
        return str(row.item)

    @admin.display(description=_("beside"))
    def passage_named(self, row: Illustration) -> str:
        return str(row.passage or _("the head of the account"))

    def above(self, row: Illustration) -> Model:
        return row.testimony

    def roots(self, key: Any) -> QuerySet[Any] | None:
        return Testimony.objects.filter(illustrations=key)
