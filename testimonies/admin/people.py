"""Witnesses under their public names; consent and the vault have pages of their own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters

from testimonies.admin.consent import consent_view
from testimonies.admin.doors import OwnPage
from testimonies.admin.rules import DRAFTS
from testimonies.admin.shared import SharedAdmin
from testimonies.admin.translations import TranslationInline
from testimonies.admin.vault import vault_view
from testimonies.admin.visit import holds
from testimonies.admin.words import SCOPES_IN_WORDS
from testimonies.models import Consent, Witness
from testimonies.privacy import consent_states
from testimonies.terms import Role, Scope


class WitnessAdmin(SharedAdmin[Witness]):
    """The witnesses."""

    list_display = ("name", "name_kind", "ref")
    list_filter = ("name_kind",)
    search_fields = ("name", "ref", "spelling_variants")
    ordering = ("name",)
    readonly_fields = ("ref",)
    inlines = (TranslationInline,)
    own_pages = (
        OwnPage("consent", "consent/", "consent_view", Role.STEWARD),
        OwnPage("vault", "vault/", "vault_view", Role.STEWARD),
    )
    fields = (
        ("name", "name_kind"),
        "description",
        "place",
        "languages",
        "spelling_variants",
        "text_language",
        "ref",
    )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let a contributor change a witness until one of her records is under way."""
        if not super().has_change_permission(request, obj):
            return False
        if obj is None or holds(request, Role.EDITOR):
            return True
        return not obj.testimonies.exclude(state__in=DRAFTS).exists()

    def consent_view(self, request: HttpRequest, witness: Witness) -> HttpResponse:
        """Show and record what the witness agreed to."""
        return consent_view(self, request, witness)

    @method_decorator(sensitive_post_parameters())
    def vault_view(self, request: HttpRequest, witness: Witness) -> HttpResponse:
        """Open and seal the vault."""
        return vault_view(self, request, witness)

    def about(self, request: HttpRequest, row: Witness) -> dict[str, Any]:
        if not holds(request, Role.STEWARD):
            return {}
        return {
            "consents": lines_of(row),
            "consent_address": self.url_of("consent", row.pk),
            "vault_address": self.url_of("vault", row.pk),
        }


def lines_of(witness: Witness) -> list[tuple[Any, Consent | None]]:
    """Give the newest entry of every scope, None where there is no entry."""
    states = consent_states(witness)
    return [(SCOPES_IN_WORDS[scope], states.get(scope)) for scope in Scope]
