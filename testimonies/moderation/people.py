"""Consent and the vault: recorded by stewards, every act in the ledger."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from testimonies import ledger
from testimonies.catalogue import Moving
from testimonies.models import (
    Consent,
    User,
    VaultedIdentity,
    Witness,
)
from testimonies.moderation.falling import recordings_with, rested_on, resting_on
from testimonies.moderation.groups import has_role
from testimonies.moderation.moves import retract, withdraw
from testimonies.moderation.moving import lock_all
from testimonies.moderation.refusals import MoveRefused
from testimonies.terms import (
    ConsentBasis,
    DateMalformed,
    EdtfDate,
    Role,
    Scope,
    Standing,
    WithdrawalReason,
)

VAULT_FIELDS = (
    "legal_name",
    "contacts",
    "exact_address",
    "risk_notes",
    "relatives",
    "protected_terms",
)


@dataclass(frozen=True, slots=True)
class ConsentEntry:
    """What a steward records of one scope; `given_on` is EDTF."""

    scope: Scope
    is_granted: bool
    basis: ConsentBasis
    outlet: str = ""
    given_on: str = ""
    language: str = "und"
    review_on: date | None = None


def _require_steward(user: User, what: str) -> None:
    if not has_role(user, Role.STEWARD):
        message = f"{what} needs the role steward."
        raise MoveRefused(message)


def record_consent(witness: Witness, *entries: ConsentEntry, by: User) -> None:
    """Append entries, all of them or none, in the order given.

    A withdrawn web publication, image or voice withdraws at once what rests on it, and
    erases the older editions that rested on it of what does no more. Raises MoveRefused
    where the person is no steward or an entry is incomplete.
    """
    _require_steward(by, "Recording consent")
    for entry in entries:
        _require_whole(entry)
    with ledger.acting(by):
        # The lock lines the entries up with a publication that asks for consent.
        Witness.objects.select_for_update().get(pk=witness.pk)
        for entry in entries:
            Consent.objects.create(witness=witness, recorded_by=by, **asdict(entry))
            if not entry.is_granted:
                _withdraw_resting(witness, entry.scope, by=by)
            ledger.append(
                "grant_consent" if entry.is_granted else "withdraw_consent",
                actor=by,
                ref=witness.ref,
                category=entry.scope,
            )


def _require_whole(entry: ConsentEntry) -> None:
    if entry.basis is ConsentBasis.PREVIOUSLY_PUBLISHED and not entry.outlet.strip():
        message = "Name the outlet that published it before."
        raise MoveRefused(message)
    if entry.given_on:
        try:
            EdtfDate.parse(entry.given_on)
        except DateMalformed as refusal:
            raise MoveRefused(str(refusal)) from None


def _withdraw_resting(witness: Witness, scope: Scope, *, by: User) -> None:
    resting, older = resting_on(witness, scope), rested_on(witness, scope)
    recordings = (item for record in resting for item in recordings_with(record))
    lock_all([*resting, *older, *recordings])
    because = WithdrawalReason.CONSENT
    for record in resting:
        if _is_public(record):
            withdraw(record, by=by, category=because)
    for record, numbers in older.items():
        if _is_public(record):
            retract(record, by=by, numbers=numbers, category=because)


def _is_public(record: Moving) -> bool:
    """Say whether readers still have it: a recording went with its account."""
    record.refresh_from_db(fields=["standing", "state"])
    return record.standing == Standing.PUBLISHED


def open_vault(witness: Witness, *, by: User, reason: str) -> VaultedIdentity:
    """Give the vaulted identity; the opening is in the ledger before anything is read.

    Raises MoveRefused without the role, without a reason, or where nothing is vaulted.
    """
    _require_steward(by, "Opening the vault")
    if not reason.strip():
        message = "Say why the vault is opened."
        raise MoveRefused(message)
    with ledger.acting(by):
        ledger.append("open_vault", actor=by, ref=witness.ref, note=reason)
    identity = VaultedIdentity.objects.filter(witness=witness).first()
    if identity is None:
        message = "Nothing is vaulted for this witness yet."
        raise MoveRefused(message)
    return identity


def seal_vault(
    witness: Witness, *, by: User, values: dict[str, str]
) -> VaultedIdentity:
    """Store the given fields of the identity; those not given stay as they are.

    Raises MoveRefused without the role, or for a field that the vault has not.
    """
    _require_steward(by, "Sealing the vault")
    unknown = sorted(values.keys() - set(VAULT_FIELDS))
    if unknown:
        message = f"The vault has no field {', '.join(unknown)}."
        raise MoveRefused(message)
    with ledger.acting(by):
        identity, _ = VaultedIdentity.objects.update_or_create(
            witness=witness, defaults=values
        )
        ledger.append("seal_vault", actor=by, ref=witness.ref)
    return identity


def rotate_vault_keys() -> int:
    """Encrypt every vault with the newest key; give how many. Shows nobody anything."""
    with transaction.atomic():
        identities = list(VaultedIdentity.objects.select_for_update())
        for identity in identities:
            identity.save()
    return len(identities)
