"""Clips and pictures: where they were posted, what they show, how sure we are."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.utils.translation import gettext_lazy as _

from testimonies.admin.doors import Beside, OwnPage
from testimonies.admin.files import copy_view, file_view
from testimonies.admin.holdings import ROLES_IN_WORDS, holdings_of
from testimonies.admin.inlines import DeskInline
from testimonies.admin.records import RecordAdmin
from testimonies.admin.tagging import TagInline
from testimonies.admin.transcripts import Parented
from testimonies.admin.translations import TranslationInline
from testimonies.answers import NUMBER
from testimonies.models import Illustration, MediaFile, MediaItem, Testimony
from testimonies.terms import FileRole, Role


class FileInline(DeskInline, admin.TabularInline[MediaFile, MediaItem]):
    """The cleaned copies: what each shows, and whether readers get it."""

    model = MediaFile
    changes = Role.EDITOR
    adds = deletes = Beside.NOBODY
    fields = (
        "copy_in_words",
        "is_shown",
        "shows_witness",
        "sounds_witness",
    )
    readonly_fields = ("copy_in_words",)
    verbose_name_plural = _("cleaned copies")

    def get_queryset(self, request: HttpRequest) -> QuerySet[MediaFile]:
        """Leave originals out: nothing of them is decided here."""
        rows: QuerySet[MediaFile] = super().get_queryset(request)
        return rows.filter(cleaned_from__isnull=False).order_by("pk")

    @admin.display(description=_("file"))
    def copy_in_words(self, row: MediaFile) -> str:
        size = f" {row.width} × {row.height}" if row.width else ""
        return f"{ROLES_IN_WORDS[FileRole(row.role)]}, {row.media_type}{size}"


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
    own_pages = (
        *RecordAdmin.own_pages,
        OwnPage("file", "files/add/", "file_view", Role.CONTRIBUTOR, checks_token=True),
        OwnPage("copy", f"files/<{NUMBER}:file_id>/", "copy_view", Role.CONTRIBUTOR),
    )
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

    def file_view(self, request: HttpRequest, item: MediaItem) -> HttpResponseBase:
        """Show the form for a file, or take one in."""
        return file_view(self, request, item)

    def copy_view(
        self, request: HttpRequest, item: MediaItem, file_id: int
    ) -> HttpResponseBase:
        """Show a cleaned copy to who works at the desk."""
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return copy_view(request, item, file_id)

    def about(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        return super().about(request, row) | {"files": holdings_of(self, request, row)}


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
