"""Witnesses, what they consented to, and the vault that keeps who they are."""

from functools import partial
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from testimonies.models.base import LANGUAGE_CHOICES, Described, Referenced, one_of
from testimonies.models.context import Place
from testimonies.models.encrypted import EncryptedTextField
from testimonies.models.guards import (
    append_only,
    keeps_issued_records,
    on_content,
    tracked,
)
from testimonies.terms import ConsentBasis, Kind, NameKind, Scope, labelled, new_ref


@tracked
class Witness(Referenced, Described):
    """A teller under the name that may be shown; travels with her testimonies."""

    TRANSLATED = ("description",)

    ref = models.CharField(
        max_length=12,
        unique=True,
        editable=False,
        default=partial(new_ref, Kind.WITNESS),
    )
    name = models.CharField("public name", max_length=200)
    name_kind = models.CharField(
        "kind of name", max_length=12, choices=labelled(NameKind)
    )
    description = models.TextField("public description", blank=True)
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        help_text="Coarse: a city, not a street.",
    )
    languages = models.JSONField(
        default=list, blank=True, help_text="Languages she speaks, where known."
    )
    spelling_variants = models.TextField(
        blank=True, help_text="Public spellings for search, one a line."
    )

    class Meta(Referenced.Meta):
        verbose_name_plural = "witnesses"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *Referenced.Meta.constraints,
            one_of("name_kind", [*NameKind], name="witness_name_kind_known"),
            models.CheckConstraint(condition=~Q(name=""), name="witness_name_present"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["name"], name="witness_name")
        ]
        triggers: ClassVar = [*on_content(), *keeps_issued_records()]

    def __str__(self) -> str:
        return self.name


class VaultedIdentity(models.Model):
    """Who a witness is. Encrypted; opened with a reason, and the ledger says by whom.

    Never joined by a public query, never in draft history.
    """

    witness = models.OneToOneField(
        Witness, on_delete=models.PROTECT, related_name="vaulted_identity"
    )
    legal_name = EncryptedTextField(blank=True)
    contacts = EncryptedTextField(blank=True)
    exact_address = EncryptedTextField(blank=True)
    risk_notes = EncryptedTextField(blank=True)
    relatives = EncryptedTextField(blank=True)
    protected_terms = EncryptedTextField(
        blank=True, help_text="Everything that must never appear, one a line."
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        # Migration 0001 holds each of these columns to ciphertext: a plaintext that
        # came by another way than the field is refused.
        verbose_name_plural = "vaulted identities"

    def __str__(self) -> str:
        return "sealed"


class Consent(models.Model):
    """One append-only entry; the newest of a scope is its state."""

    witness = models.ForeignKey(
        Witness, on_delete=models.PROTECT, related_name="consents"
    )
    scope = models.CharField(max_length=30, choices=labelled(Scope))
    is_granted = models.BooleanField("granted (unticked: withdrawn)")
    basis = models.CharField(max_length=30, choices=labelled(ConsentBasis))
    outlet = models.CharField(
        max_length=200,
        blank=True,
        help_text="The outlet, where the basis is a previous publication.",
    )
    given_on = models.CharField(
        "date", max_length=40, blank=True, help_text="EDTF, e.g. 2022-01~"
    )
    language = models.CharField(max_length=8, choices=LANGUAGE_CHOICES, default="und")
    review_on = models.DateField("review date", null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            one_of("scope", [*Scope], name="consent_scope_known"),
            one_of("basis", [*ConsentBasis], name="consent_basis_known"),
            models.CheckConstraint(
                condition=~Q(basis=ConsentBasis.PREVIOUSLY_PUBLISHED) | ~Q(outlet=""),
                name="consent_names_the_outlet",
            ),
        ]
        triggers: ClassVar = append_only()

    def __str__(self) -> str:
        return f"{self.scope}: {'granted' if self.is_granted else 'withdrawn'}"
