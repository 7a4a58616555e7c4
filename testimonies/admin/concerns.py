"""Concerns that readers sent: a queue for reviewers and stewards, each with one page.

The list shows no word of them, and says about which records no more was taken. The page
gives them once, after the ledger has noted who reads; closing and reopening is
moderation's, and nothing here touches the record.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from testimonies.admin.base import DeskAdmin
from testimonies.admin.doors import Beside, OwnPage
from testimonies.admin.fields import TextField
from testimonies.admin.refusals import REFUSALS, is_refusal, sentence_of
from testimonies.admin.visit import person_of
from testimonies.admin.words import (
    CONCERN_STATES_IN_WORDS,
    CONCERNS_IN_WORDS,
    OUTCOMES_IN_WORDS,
)
from testimonies.catalogue import issues
from testimonies.models import Concern
from testimonies.moderation import (
    WORDS_KEPT,
    close_concern,
    concerns_in_order,
    erase_concern,
    floods,
    read_concern,
    reopen_concern,
)
from testimonies.terms import ConcernKind, ConcernOutcome, ConcernState, Role

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

LONGEST_NOTE = 1000


class ClosingForm(forms.Form):
    """What came of a concern."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it"),
        choices=[
            ("", "---------"),
            *((each.value, words) for each, words in OUTCOMES_IN_WORDS.items()),
        ],
        help_text=gettext_lazy("The ledger keeps this category for good."),
    )
    note = TextField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=AdminTextareaWidget(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=gettext_lazy("For colleagues. It is erased with the words above."),
    )


class ConcernAdmin(DeskAdmin[Concern]):
    """The queue: open ones first, of these the dangers, of these the oldest."""

    sees = Role.REVIEWER
    adds = changes = deletes = Beside.NOBODY
    change_list_template = "admin/desk/concerns.html"
    list_display = ("reference", "what", "record", "received_hour", "how_far")
    list_display_links = None
    list_filter = ("state", "kind", "outcome")
    own_pages = (OwnPage("handle", "handle/", "handle_view", Role.REVIEWER),)
    fields = (
        ("receipt", "ref"),
        ("kind", "language"),
        "received_hour",
        ("state", "outcome"),
        ("closed_by", "closed_at", "erased_at"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Concern]:
        """Give the queue in its order, which no column of the list changes."""
        return concerns_in_order()

    def changelist_view(
        self, request: HttpRequest, extra_context: Mapping[str, Any] | None = None
    ) -> HttpResponse:
        """Show the queue below the rooms that were full."""
        extra = {**(extra_context or {}), "floods": floods()}
        return super().changelist_view(request, extra)

    @admin.display(description=gettext_lazy("Reference"))
    def reference(self, concern: Concern) -> "SafeString":
        address = self.url_of("handle", concern.pk)
        return format_html('<a href="{}">{}</a>', address, concern.receipt)

    @admin.display(description=gettext_lazy("What"))
    def what(self, concern: Concern) -> Any:
        return CONCERNS_IN_WORDS[ConcernKind(concern.kind)]

    @admin.display(description=gettext_lazy("Record"))
    def record(self, concern: Concern) -> str:
        return concern.ref

    @admin.display(description=gettext_lazy("State"))
    def how_far(self, concern: Concern) -> Any:
        if concern.outcome:
            return OUTCOMES_IN_WORDS[ConcernOutcome(concern.outcome)]
        return CONCERN_STATES_IN_WORDS[ConcernState(concern.state)]

    @method_decorator(sensitive_post_parameters())
    def handle_view(self, request: HttpRequest, concern: Concern) -> HttpResponse:
        """Show a concern; read, close, reopen or erase it."""
        return _handled(self, request, concern)


@sensitive_variables()
def _handled(
    page: ConcernAdmin, request: HttpRequest, concern: Concern
) -> HttpResponse:
    form = ClosingForm(request.POST if "_close" in request.POST else None)
    if request.method != "POST" or ("_close" in request.POST and not form.is_valid()):
        return _shown(page, request, concern, form)
    try:
        if "_read" in request.POST:
            read = read_concern(concern, by=person_of(request))
            return _shown(page, request, read, form, is_read=True)
        said = _done(request, concern, form)
    except REFUSALS as error:
        if not is_refusal(error):
            raise
        said = ""
        page.message_user(request, sentence_of(error), messages.ERROR)
    if said:
        page.message_user(request, said, messages.SUCCESS)
    return HttpResponseRedirect(page.url_of("handle", concern.pk))


@sensitive_variables()
def _done(request: HttpRequest, concern: Concern, form: ClosingForm) -> str:
    """Do what the button says, and say so; "" where it was none."""
    person = person_of(request)
    if "_close" in request.POST:
        outcome = ConcernOutcome(form.cleaned_data["outcome"])
        note = form.cleaned_data["note"]
        close_concern(concern, by=person, outcome=outcome, note=note)
        return _("The concern is closed.")
    if "_reopen" in request.POST:
        reopen_concern(concern, by=person)
        return _("The concern is open again.")
    if "_erase" in request.POST:
        erase_concern(concern, by=person)
        return _("The words are erased.")
    return ""


@sensitive_variables()
def _shown(
    page: ConcernAdmin,
    request: HttpRequest,
    concern: Concern,
    form: ClosingForm,
    *,
    is_read: bool = False,
) -> HttpResponse:
    context = {
        **page.admin_site.each_context(request),
        "title": _("Concern"),
        "subtitle": concern.receipt,
        "opts": page.opts,
        "concern": concern,
        "what": page.what(concern),
        "how_far": page.how_far(concern),
        "record": issues([concern.ref]).get(concern.ref),
        "is_open": concern.state == ConcernState.OPEN,
        "is_read": is_read,
        "form": form,
        "days": WORDS_KEPT.days,
        "list_address": page.url_of("changelist"),
    }
    return TemplateResponse(request, "admin/desk/concern.html", context)
