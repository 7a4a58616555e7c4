"""Who may do what at the desk: by role and by the record's state alone.

Django's own permissions grant nothing here. A contributor writes drafts; an editor
also changes what is shared, and deletes drafts; a settled record is only looked at.
The database refuses on its own what slips through.
"""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Field, Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from testimonies.admin.doors import Beside, Who, may
from testimonies.admin.fields import field_for
from testimonies.admin.visit import visit_of
from testimonies.models import (
    ChronologyEvent,
    Collection,
    Edition,
    Illustration,
    MediaFile,
    MediaItem,
    Passage,
    Quote,
    Testimony,
    Transcript,
)
from testimonies.moderation import Moving
from testimonies.terms import LANGUAGES, Role, State

# Who may edit a record, and what belongs to it, in each state: what is under review
# changes under an editor's hand alone, and a settled record under nobody's.
OPEN_TO: Mapping[State, Who] = {
    State.DRAFT: Role.CONTRIBUTOR,
    State.CHANGES_REQUESTED: Role.CONTRIBUTOR,
    State.IN_REVIEW: Role.EDITOR,
    State.APPROVED: Role.EDITOR,
    State.SCHEDULED: Role.EDITOR,
    State.SETTLED: Beside.NOBODY,
}
DRAFTS = frozenset(s for s, who in OPEN_TO.items() if who is Role.CONTRIBUTOR)


def record_of(row: Model | None) -> Moving | None:
    """Give the record that a row moves with; None for what is shared by many."""
    match row:
        case Testimony() | MediaItem() | Collection():
            return row
        case Transcript() | Quote() | Illustration():
            return row.testimony
        case Passage():
            return row.transcript.testimony
        case MediaFile():
            return row.item
        case ChronologyEvent():
            return row.collection
        case _:
            return None


def has_edition(row: Model) -> bool:
    """Say whether readers ever had the record."""
    ref = getattr(row, "ref", None)
    return ref is not None and Edition.objects.filter(ref=ref).exists()


# What stands for a field of the form where a row is only looked at; "" for nothing.
_READ_AS = {
    "content_notes": "content_notes_read",
    "languages": "languages_read",
    "words": "words_read",
    "aliases": "aliases_read",
    "is_paraphrase": "",
    "rebind": "",
    "which": "",
}

# What a row has only once it is saved.
_NOT_YET = {"ref": "", "slug": ""}


def _read_as(fields: Iterable[Any], reads: Mapping[str, str]) -> list[Any]:
    """Put what is read in the place of what is filled in."""
    read: list[Any] = []
    for field in fields:
        if isinstance(field, str):
            read += [name] if (name := reads.get(field, field)) else []
        else:
            read += [kept] if (kept := tuple(_read_as(field, reads))) else []
    return read


def words(code: str) -> str:
    """Give a code of the vocabulary as words."""
    return code.replace("_", " ")


class DeskRules(BaseModelAdmin[Any]):
    """Permissions by role, and the desk's own form fields."""

    sees: ClassVar[Who] = Role.CONTRIBUTOR
    adds: ClassVar[Who] = Role.CONTRIBUTOR
    changes: ClassVar[Who] = Role.CONTRIBUTOR
    deletes: ClassVar[Who] = Role.EDITOR
    reads: ClassVar[Mapping[str, str]] = _READ_AS

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request, self.sees)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request, self.adds) and self._is_open(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request, self.changes) and self._is_open(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if not may(request, self.deletes):
            return False
        record = record_of(obj)
        is_draft = record is None or record.state == State.DRAFT
        return is_draft and (obj is None or not has_edition(record or obj))

    def _is_open(self, request: HttpRequest, row: Any) -> bool:
        """Say whether the record's state lets this person edit it."""
        record = record_of(row)
        # A form that is refused anyhow is shown again with all that was typed in it.
        if record is None or visit_of(request).refusal:
            return True
        return may(request, OPEN_TO[State(record.state)])

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show to whom only looks what a field says, and no field that only asks."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None and self._is_editable(request, obj):
            return fieldsets
        reads = _NOT_YET if obj is None else self.reads
        return [
            (name, {**options, "fields": _read_as(options["fields"], reads)})
            for name, options in fieldsets
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        readonly = tuple(super().get_readonly_fields(request, obj))
        if self._is_editable(request, obj):
            return readonly
        return (*readonly, *(name for name in self.reads.values() if name))

    def _is_editable(self, request: HttpRequest, row: Any) -> bool:
        return row is None or self.has_change_permission(request, row)

    @admin.display(description=_("content notes"))
    def content_notes_read(self, row: Any) -> str:
        return ", ".join(words(note) for note in row.content_notes) or "-"

    @admin.display(description=_("languages"))
    def languages_read(self, row: Any) -> str:
        return ", ".join(LANGUAGES.get(code, code) for code in row.languages) or "-"

    @admin.display(description=_("words"))
    def words_read(self, span: Any) -> str:
        return str(span.passage.text[span.start : span.end])

    @admin.display(description=_("other spellings and scripts"))
    def aliases_read(self, tag: Any) -> str:
        return ", ".join(alias.name for alias in tag.aliases.all()) or "-"

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: Any, **kwargs: Any
    ) -> Any:
        field: Any = field_for(db_field)
        if field is None:
            field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        return field
