"""Witnesses under their public names; consent and the vault have pages of their own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters

from testimonies.admin.base import DeskAdmin
from testimonies.admin.consent import consent_view
from testimonies.admin.rules import DRAFTS
from testimonies.admin.translations import TranslationInline
from testimonies.admin.vault import vault_view
from testimonies.admin.visit import holds, require
from testimonies.admin.words import SCOPES_IN_WORDS
from testimonies.models import Consent, Witness
from testimonies.privacy import consent_states
from testimonies.terms import Role, Scope


class WitnessAdmin(DeskAdmin[Witness]):
    """The witnesses."""

    list_display = ("name", "name_kind", "ref")
    list_filter = ("name_kind",)
    search_fields = ("name", "ref", "spelling_variants")
    ordering = ("name",)
    readonly_fields = ("ref",)
    inlines = (TranslationInline,)
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

    def get_urls(self) -> list[URLPattern]:
        return [
            path(
                "<path:object_id>/consent/",
                self.own_view(self.consent_view),
                name="testimonies_witness_consent",
            ),
            path(
                "<path:object_id>/vault/",
                self.own_view(self.vault_view),
                name="testimonies_witness_vault",
            ),
            *super().get_urls(),
        ]

    def consent_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show and record what the witness agreed to; for stewards."""
        require(request, Role.STEWARD)
        return consent_view(self, request, self.row_or_404(request, object_id))

    @method_decorator(sensitive_post_parameters())
    def vault_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Open and seal the vault; for stewards."""
        require(request, Role.STEWARD)
        return vault_view(self, request, self.row_or_404(request, object_id))

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
