"""Recording consent: entries are only ever added, and a withdrawal is said twice.

For stewards. Withdrawing web publication, image or voice withdraws at once what rests
on it.
"""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from testimonies.admin.fields import EdtfField, LineField
from testimonies.admin.refusals import REFUSALS, is_refusal, sentence_of
from testimonies.admin.visit import person_of
from testimonies.admin.words import BASES_IN_WORDS, SCOPES_IN_WORDS
from testimonies.models import Witness
from testimonies.moderation import ConsentEntry, record_consent, rested_on, resting_on
from testimonies.terms import LANGUAGES, ConsentBasis, Scope

if TYPE_CHECKING:
    from testimonies.admin.base import DeskAdmin


class ConsentForm(forms.Form):
    """One entry of one scope."""

    scope = forms.ChoiceField(
        label=gettext_lazy("What for"),
        choices=[(scope.value, words) for scope, words in SCOPES_IN_WORDS.items()],
    )
    says = forms.ChoiceField(
        label=gettext_lazy("The answer"),
        choices=[
            ("granted", gettext_lazy("yes")),
            ("withdrawn", gettext_lazy("no, not any more")),
        ],
        widget=forms.RadioSelect,
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("How we know"),
        choices=[(basis.value, words) for basis, words in BASES_IN_WORDS.items()],
    )
    outlet = LineField(
        label=gettext_lazy("Outlet"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Where the basis is an earlier publication."),
    )
    given_on = EdtfField(
        label=gettext_lazy("Date"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("EDTF, e.g. 2022-01~"),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=list(LANGUAGES.items()), initial="und"
    )
    review_on = forms.DateField(
        label=gettext_lazy("Ask again on"),
        required=False,
        help_text=gettext_lazy("A day, as 2027-01-31."),
    )

    def entry(self) -> ConsentEntry:
        """Give what was filled in as moderation takes it."""
        cleaned = self.cleaned_data
        return ConsentEntry(
            scope=Scope(cleaned["scope"]),
            is_granted=cleaned["says"] == "granted",
            basis=ConsentBasis(cleaned["basis"]),
            outlet=cleaned["outlet"],
            given_on=cleaned["given_on"],
            language=cleaned["language"],
            review_on=cleaned["review_on"],
        )

    def withdraws_publication(self) -> bool:
        """Say whether records would be taken from readers."""
        entry = self.entry()
        taking = {Scope.WEB, Scope.IMAGE, Scope.VOICE}
        return entry.scope in taking and not entry.is_granted


def consent_view(
    page: "DeskAdmin[Any]", request: HttpRequest, witness: Witness
) -> HttpResponse:
    """Show the entries and the form; record an entry, after a second question."""
    if request.method != "POST":
        return _shown(page, request, witness, ConsentForm())
    form = ConsentForm(request.POST)
    if not form.is_valid() or "_back" in request.POST:
        return _shown(page, request, witness, form)
    if form.withdraws_publication() and "_sure" not in request.POST:
        return _shown(page, request, witness, form, asks=True)
    try:
        record_consent(witness, form.entry(), by=person_of(request))
    except REFUSALS as error:
        if not is_refusal(error):
            raise
        form.add_error(None, sentence_of(error))
        return _shown(page, request, witness, form)
    page.message_user(request, _("The entry is recorded."), messages.SUCCESS)
    return HttpResponseRedirect(page.url_of("consent", witness.pk))


def _shown(
    page: "DeskAdmin[Any]",
    request: HttpRequest,
    witness: Witness,
    form: ConsentForm,
    *,
    asks: bool = False,
) -> HttpResponse:
    scope = Scope(form.cleaned_data["scope"]) if asks else None
    context = {
        **page.admin_site.each_context(request),
        "title": _("Consent"),
        "subtitle": str(witness),
        "opts": page.opts,
        "form": form,
        "asks": asks,
        "resting": resting_on(witness, scope) if scope else [],
        "rested": rested_on(witness, scope) if scope else {},
        "entries": witness.consents.select_related("recorded_by"),
        "back": page.url_of("change", witness.pk),
    }
    return TemplateResponse(request, "admin/desk/consent.html", context)
