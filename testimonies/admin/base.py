"""What every page of the desk does: roles decide, acting() names who writes.

A refusal of the database or of moderation becomes a sentence in the form, with
everything that was typed; nothing is half-written.
"""
# ruff: noqa: FBT001, FBT002 - Django's own signatures

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import SEARCH_VAR
from django.core.exceptions import (
    PermissionDenied,
    SuspiciousOperation,
    ValidationError,
)
from django.db import connection
from django.db.models import Model, QuerySet
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from testimonies import ledger
from testimonies.admin import footprints
from testimonies.admin.forms import DeskForm, columns_of
from testimonies.admin.history import history_of, ledger_of
from testimonies.admin.inlines import pair_by_key
from testimonies.admin.meetings import note_refused, note_saved
from testimonies.admin.own_pages import ModelT, OwnPages
from testimonies.admin.paging import CappedPaginator, SoughtPaginator
from testimonies.admin.refusals import REFUSALS, is_refusal, sentence_of
from testimonies.admin.rules import DeskRules
from testimonies.admin.sought import INDEXED, DeskList, having, words_of
from testimonies.admin.unsaved import Why, unsaved
from testimonies.admin.versions import FIELD, as_stored, is_current, version_of
from testimonies.admin.visit import person_of, visit_of

LIST_VERBS = ("GET", "HEAD")


def refuse_copies(request: HttpRequest) -> None:
    """Refuse Django's button that saves a form as a new row. Raises PermissionDenied.

    Django takes its word for that whether or not the button was offered.
    """
    if "_saveasnew" in request.POST:
        raise PermissionDenied


class DeskAdmin(DeskRules, OwnPages[ModelT]):
    """A model's pages at the desk."""

    form = DeskForm
    actions = None
    change_form_template = "admin/desk/change_form.html"
    add_form_template = "admin/desk/change_form.html"
    change_list_template = "admin/desk/change_list.html"
    list_per_page = 50
    paginator = CappedPaginator
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    view_on_site = False
    has_own_list: ClassVar[bool] = True

    # --- What a person may find --------------------------------------------------

    def lookup_allowed(
        self, lookup: str, value: str, request: HttpRequest | None = None
    ) -> bool:
        """Let through the list's own filters and nothing that leads further."""
        names = (name for name in self.list_filter if isinstance(name, str))
        return lookup in {
            f"{name}{suffix}" for name in names for suffix in ("", "__exact")
        }

    def to_field_allowed(self, request: HttpRequest, to_field: str) -> bool:
        return to_field == self.opts.pk.name

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Fill in nothing from an address: a link could put words into a form."""
        return {}

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_own_list and self.has_view_permission(request)

    def changelist_view(
        self, request: HttpRequest, extra_context: Mapping[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list; nothing is ever changed from it."""
        if request.method not in LIST_VERBS:
            return HttpResponseNotAllowed(LIST_VERBS)
        # The database has no such character, and says so with an error.
        if any("\x00" in value for value in request.GET.values()):
            message = "A filter holds a character that no record has."
            raise SuspiciousOperation(message)
        return super().changelist_view(request, dict(extra_context or {}))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[DeskList]:
        return DeskList

    def get_paginator(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        paginator = SoughtPaginator if request.GET.get(SEARCH_VAR) else self.paginator
        return paginator(*args, **kwargs)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Find what Django would, by an index where there is one."""
        if self.model not in INDEXED:
            return super().get_search_results(request, queryset, search_term)
        fields = self.get_search_fields(request)
        for word in words_of(search_term):
            queryset = queryset.filter(having(self.model, fields, word))
        return queryset, False

    # --- Writing -----------------------------------------------------------------

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Show the form, or save it in the name of the person."""

        def view() -> HttpResponse:
            return super(DeskAdmin, self).changeform_view(
                request, object_id, form_url, dict(extra_context or {})
            )

        visit = visit_of(request)
        if request.method != "POST":
            # Before the form reads its rows: what is changed in between has to make
            # the form old, never the form's token new.
            visit.version = self._version_now(request, object_id)
            return view()
        refuse_copies(request)
        try:
            with ledger.acting(person_of(request)):
                visit.refusal = self.refusal_before(request, object_id)
                return view()
        except REFUSALS as error:
            if not is_refusal(error):
                raise
            visit.refusal = sentence_of(error)
            note_refused(request, error, self.get_object, object_id or "")
        except PermissionDenied:
            kept = self._given_back(request, object_id)
            if kept is None:
                raise
            return kept
        with ledger.acting(person_of(request)):
            return view()

    def _given_back(
        self, request: HttpRequest, object_id: str | None
    ) -> HttpResponse | None:
        """Answer with what was typed into a form whose record has gone on since."""
        row = self.get_object(request, unquote(object_id)) if object_id else None
        if row is None or self._is_open(request, row):
            return None
        return unsaved(request, Why.CLOSED, way_on=self.url_of("change", row.pk))

    def refusal_before(self, request: HttpRequest, object_id: str | None) -> str:
        """Lock the record, and say why the form cannot be saved; "" where it can."""
        if object_id is None:
            return ""
        row = self.locked(request, object_id)
        if row is None or is_current(
            request.POST.get(FIELD, ""), self.version(request, row)
        ):
            return ""
        return _(
            "Somebody else changed this record after you opened it, so nothing was"
            " saved. What you typed is still below: open the record again in another"
            " window, and take it over there."
        )

    def locked(self, request: HttpRequest, object_id: str) -> Model | None:
        """Lock the row, after the record that it belongs to, and give it."""
        try:
            key = self.opts.pk.to_python(unquote(object_id))
        except ValidationError:
            return None
        roots = self.roots(key)
        if roots is not None:
            list(roots.select_for_update(of=("self",)).values("pk"))
        rows = self.get_queryset(request).order_by()
        return rows.select_for_update(of=("self",)).filter(pk=key).first()

    def roots(self, key: Any) -> QuerySet[Any] | None:
        """Give the record to lock first; one order for all, so none waits in vain."""
        return None

    def _version_now(self, request: HttpRequest, object_id: str | None) -> str:
        if object_id is None or not self.has_view_or_change_permission(request):
            return ""
        row = self.get_object(request, unquote(object_id))
        return "" if row is None else self.version(request, row)

    def version(self, request: HttpRequest, row: Model) -> str:
        return version_of(self.rows_shown(request, row))

    def rows_shown(self, request: HttpRequest, row: Any) -> Iterator[QuerySet[Any]]:
        """Give the rows that the form shows: the record's own and its inlines'."""
        yield self.model._default_manager.filter(pk=row.pk)
        inlines: Iterable[Any] = self.get_inline_instances(request, row)
        for inline in inlines:
            yield inline.rows_of(row)

    def delete_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Ask whether to delete, or delete in the name of the person."""
        extra = dict(extra_context or {})
        if request.method != "POST":
            return super().delete_view(request, object_id, extra)
        try:
            with ledger.acting(person_of(request)):
                self.locked(request, object_id)
                return super().delete_view(request, object_id, extra)
        except REFUSALS as error:
            if not is_refusal(error):
                raise
            self.message_user(request, sentence_of(error), messages.ERROR)
        return HttpResponseRedirect(self.url_of("change", object_id))

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """Give back what was typed about a row that is no more."""
        kept = unsaved(request, Why.GONE, way_on=reverse("admin:index"))
        if kept is not None:
            return kept
        elsewhere: HttpResponse = super()._get_obj_does_not_exist_redirect(  # type: ignore[misc]
            request, opts, object_id
        )
        return elsewhere

    # --- Forms -------------------------------------------------------------------

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """Give what was sent to each inline as it is, for a formset only reads it.

        Django copies it deeply for each: of a long account the dearest part of saving.
        """
        kwargs = {
            "instance": obj,
            "prefix": prefix,
            "queryset": inline.get_queryset(request),
        }
        if request.method == "POST":
            kwargs |= {"data": request.POST, "files": request.FILES}
        return kwargs

    def get_inline_formsets(
        self, request: HttpRequest, formsets: Any, *args: Any, **kwargs: Any
    ) -> Any:
        for formset in formsets:
            if formset.is_bound:
                pair_by_key(formset)
        return super().get_inline_formsets(request, formsets, *args, **kwargs)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        refusal = visit_of(request).refusal
        return type(form.__name__, (form,), {"refusal": refusal})

    def save_model(
        self, request: HttpRequest, obj: Any, form: Any, change: bool
    ) -> None:
        """Save what was changed, and never a column that only moves write."""
        if not change:
            obj.save()
        elif columns := columns_of(type(form), obj, form.changed_data):
            obj.save(update_fields=columns)

    def save_formset(
        self, request: HttpRequest, form: Any, formset: Any, change: bool
    ) -> None:
        formset.save(commit=False)
        for row in formset.deleted_objects:
            row.delete()
        for row, changed in formset.changed_objects:
            if columns := columns_of(formset.form, row, changed):
                row.save(update_fields=columns)
        for row in formset.new_objects:
            self.prepare_new(request, row)
            row.save()
        formset.save_m2m()

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        """Save the rows beside the record, and meet every refusal before the end."""
        super().save_related(request, form, formsets, change)
        self.save_last(request, form, formsets, change)
        note_saved(request, form.instance, [form], *formsets, roots=self.roots)
        connection.check_constraints()

    def save_last(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        """Save what needs all rows to be there."""

    def prepare_new(self, request: HttpRequest, row: Model) -> None:
        """Fill in what the form does not ask of a new row beside the record."""

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = kwargs.get("obj")
        if row is not None:
            context["version_field"] = FIELD
            context["version"] = request.POST.get(FIELD, visit_of(request).version)
            context |= self.about(request, as_stored(row))
        return super().render_change_form(request, context, *args, **kwargs)

    def about(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """Give what the record's page shows besides its form."""
        return {}

    def history_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: Mapping[str, Any] | None = None,
    ) -> HttpResponse:
        """Show who changed what, and what the ledger says of the record."""
        row = self.row_or_404(request, object_id)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History"),
            "subtitle": str(row),
            "original": row,
            "opts": self.opts,
            "changes": history_of(row),
            "events": ledger_of(request, getattr(row, "ref", "")),
            "footprints": footprints.of(row),
        }
        return TemplateResponse(request, "admin/desk/history.html", context)

    # --- Footprints --------------------------------------------------------------

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        return self._leave(request, obj, footprints.ADDITION, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        return self._leave(request, obj, footprints.CHANGE, message)

    def log_deletions(self, request: HttpRequest, queryset: Iterable[Model]) -> Any:
        return [self._leave(request, row, footprints.DELETION, ()) for row in queryset]

    def _leave(self, request: HttpRequest, row: Model, flag: int, message: Any) -> Any:
        return footprints.leave(
            by=person_of(request), row=row, flag=flag, message=message
        )
