"""Collections, and the dated facts of their chronology."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from testimonies.admin.inlines import DeskInline
from testimonies.admin.records import RecordAdmin
from testimonies.admin.transcripts import Parented
from testimonies.admin.translations import TranslationInline
from testimonies.models import ChronologyEvent, Collection


class EventInline(DeskInline, admin.StackedInline[ChronologyEvent, Collection]):
    """The chronology of a collection."""

    model = ChronologyEvent
    verbose_name = _("event")
    verbose_name_plural = _("chronology (translations: on each event's page)")
    fields = (
        ("date", "source"),
        "text",
        ("status", "text_language"),
        "status_note",
    )
    show_change_link = True


class CollectionAdmin(RecordAdmin[Collection]):
    """The collections."""

    readonly_fields = ("ref",)
    fields = ("title", "description", "text_language", "ref")
    inlines = (EventInline, TranslationInline)


class EventAdmin(Parented):
    """One event, with its translations."""

    fields = (
        ("date", "source"),
        "text",
        ("status", "text_language"),
        "status_note",
    )
    inlines = (TranslationInline,)

    def above(self, row: ChronologyEvent) -> Model:
        return row.collection

    def roots(self, key: Any) -> QuerySet[Any] | None:
        return Collection.objects.filter(events=key)
