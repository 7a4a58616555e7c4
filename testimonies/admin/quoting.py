"""A quote made from a passage: words copied from it, or said to be a paraphrase."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from testimonies import ledger
from testimonies.admin.fields import LineField, TextField
from testimonies.admin.findings import page_of
from testimonies.admin.meetings import note_saved
from testimonies.admin.quotes import QuoteForm
from testimonies.admin.refusals import REFUSALS, is_refusal, sentence_of
from testimonies.admin.visit import person_of
from testimonies.models import Passage, Quote

if TYPE_CHECKING:
    from testimonies.admin.base import DeskAdmin


class QuotingForm(QuoteForm):
    """A quote whose passage is known."""

    text = TextField(
        label=gettext_lazy("Words of the quote"),
        widget=AdminTextareaWidget(attrs={"rows": 4, "data-takes-selection": ""}),
        help_text=gettext_lazy("Copied from the passage."),
    )
    printed_where = LineField(
        label=gettext_lazy("Printed where"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("E.g. the title, a heading."),
    )

    class Meta:
        model = Quote
        fields = ("text", "printed_in", "printed_where")

    def __init__(self, *args: Any, passage: Passage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.passage = passage
        del self.fields["rebind"]

    def clean(self) -> Any:
        self.cleaned_data["passage"] = self.passage
        return super().clean()


def quoting_view(
    page: "DeskAdmin[Any]", request: HttpRequest, passage: Passage
) -> HttpResponse:
    """Show the passage and the form, or make the quote; for editors, on open drafts."""
    person = person_of(request)
    if not page.has_change_permission(request, passage):
        raise PermissionDenied
    testimony = passage.transcript.testimony
    if request.method != "POST":
        form = QuotingForm(passage=passage)
        return _shown(page, request, passage, form)
    try:
        with ledger.acting(person):
            page.locked(request, str(passage.pk))
            passage.refresh_from_db()
            form = QuotingForm(request.POST, passage=passage, instance=_new(passage))
            if form.is_valid():
                form.save()
                note_saved(request, testimony, [form])
                page.message_user(request, _("The quote is made."), messages.SUCCESS)
                return HttpResponseRedirect(f"{page_of(testimony)}#quotes-group")
    except REFUSALS as error:
        if not is_refusal(error):
            raise
        form = QuotingForm(request.POST, passage=passage, instance=_new(passage))
        form.full_clean()
        form.add_error(None, sentence_of(error))
    return _shown(page, request, passage, form)


def _new(passage: Passage) -> Quote:
    return Quote(
        testimony=passage.transcript.testimony,
        passage=passage,
        language=passage.transcript.language,
        position=passage.transcript.testimony.quotes.count() + 1,
    )


def _shown(
    page: "DeskAdmin[Any]", request: HttpRequest, passage: Passage, form: QuotingForm
) -> HttpResponse:
    context = {
        **page.admin_site.each_context(request),
        "title": _("Make a quote from this passage"),
        "subtitle": str(passage.transcript),
        "opts": page.opts,
        "passage": passage,
        "form": form,
        "back": page_of(passage),
    }
    return TemplateResponse(request, "admin/desk/quoting.html", context)
