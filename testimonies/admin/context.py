"""Places and sources: shared by many records, so editors change them."""

from testimonies.admin.shared import SharedAdmin
from testimonies.admin.translations import TranslationInline
from testimonies.models import Place, Source
from testimonies.terms import Role


class PlaceAdmin(SharedAdmin[Place]):
    """The places, as coarsely as they may be named."""

    changes = Role.EDITOR
    list_display = ("name", "country", "precision")
    list_filter = ("precision",)
    search_fields = ("name", "other_names")
    ordering = ("name",)
    fields = (
        "name",
        "other_names",
        ("country", "precision"),
        ("latitude", "longitude"),
        "text_language",
    )
    inlines = (TranslationInline,)


class SourceAdmin(SharedAdmin[Source]):
    """Where things were published."""

    changes = Role.EDITOR
    list_display = ("title", "outlet", "published")
    search_fields = ("title", "outlet", "author")
    ordering = ("title",)
    fields = (("title", "outlet"), ("author", "published"), "url", "archived_url")
