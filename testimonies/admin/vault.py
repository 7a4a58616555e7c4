"""The vault's page: values are shown once, after a reason that the ledger keeps.

For stewards. Nothing of it enters a list, a history, a log entry or a message.
"""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from testimonies import ledger
from testimonies.admin.fields import TextField
from testimonies.admin.refusals import REFUSALS, is_refusal, sentence_of
from testimonies.admin.versions import is_current, version_of_texts
from testimonies.admin.visit import person_of
from testimonies.models import VaultedIdentity, Witness
from testimonies.moderation import VAULT_FIELDS, MoveRefused, open_vault, seal_vault

if TYPE_CHECKING:
    from testimonies.admin.base import DeskAdmin


class OpeningForm(forms.Form):
    """Why somebody opens the vault."""

    reason = TextField(
        label=gettext_lazy("Why you open it"),
        max_length=1000,
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "The ledger keeps that you opened it, with these words."
        ),
    )


class SealingForm(forms.Form):
    """What the vault holds."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in VAULT_FIELDS:
            column: Any = VaultedIdentity._meta.get_field(name)
            self.fields[name] = TextField(
                label=capfirst(str(column.verbose_name)),
                help_text=column.help_text,
                required=False,
                max_length=20_000,
                widget=AdminTextareaWidget(attrs={"rows": 3, "autocomplete": "off"}),
            )

    def values(self) -> dict[str, str]:
        """Give the fields of the vault as they were filled in."""
        return {name: self.cleaned_data[name] for name in VAULT_FIELDS}


@sensitive_variables()
def vault_view(
    page: "DeskAdmin[Any]", request: HttpRequest, witness: Witness
) -> HttpResponse:
    """Ask for the reason, show the values once, or seal new ones."""
    if request.method == "POST" and "_seal" in request.POST:
        return _seal(page, request, witness)
    if request.method == "POST":
        return _open(page, request, witness)
    if not _rows(witness).exists():
        return _shown(
            page, request, witness, sealing=SealingForm(initial=_seen(witness))
        )
    return _shown(page, request, witness, opening=OpeningForm())


@sensitive_variables()
def _open(
    page: "DeskAdmin[Any]", request: HttpRequest, witness: Witness
) -> HttpResponse:
    form = OpeningForm(request.POST)
    if not form.is_valid():
        return _shown(page, request, witness, opening=form)
    try:
        identity = open_vault(
            witness, by=person_of(request), reason=form.cleaned_data["reason"]
        )
    except REFUSALS as error:
        if not is_refusal(error):
            raise
        form.add_error(None, sentence_of(error))
        return _shown(page, request, witness, opening=form)
    values = {name: getattr(identity, name) for name in VAULT_FIELDS}
    sealing = SealingForm(initial={**values, **_seen(witness)})
    return _shown(page, request, witness, sealing=sealing)


@sensitive_variables()
def _seal(
    page: "DeskAdmin[Any]", request: HttpRequest, witness: Witness
) -> HttpResponse:
    form = SealingForm(request.POST)
    if not form.is_valid():
        return _shown(page, request, witness, sealing=form)
    person = person_of(request)
    try:
        with ledger.acting(person):
            # Whoever seals it at the same moment waits here, and is told then.
            page.locked(request, str(witness.pk))
            if not is_current(form.cleaned_data["version"], _seen(witness)["version"]):
                raise MoveRefused(_("Somebody sealed it meanwhile. Open it again."))
            seal_vault(witness, by=person, values=form.values())
    except REFUSALS as error:
        if not is_refusal(error):
            raise
        form.add_error(None, sentence_of(error))
        return _shown(page, request, witness, sealing=form)
    page.message_user(request, _("The vault is sealed."), messages.SUCCESS)
    return HttpResponseRedirect(page.url_of("change", witness.pk))


def _rows(witness: Witness) -> Any:
    return VaultedIdentity.objects.filter(witness=witness)


def _seen(witness: Witness) -> dict[str, str]:
    """Say which sealing a form was made from; the time alone, nothing is decrypted."""
    times = [str(at) for at in _rows(witness).values_list("changed_at", flat=True)]
    return {"version": version_of_texts(times)}


def _shown(
    page: "DeskAdmin[Any]",
    request: HttpRequest,
    witness: Witness,
    *,
    opening: OpeningForm | None = None,
    sealing: SealingForm | None = None,
) -> HttpResponse:
    context = {
        **page.admin_site.each_context(request),
        "title": _("Vault"),
        "subtitle": str(witness),
        "opts": page.opts,
        "opening": opening,
        "sealing": sealing,
        "back": page.url_of("change", witness.pk),
    }
    response = TemplateResponse(request, "admin/desk/vault.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
