"""What a witness's consents permit now: the newest entry of a scope is its state."""

from testimonies.models import Consent, Witness
from testimonies.terms import Scope


def consent_states(witness: Witness) -> dict[Scope, Consent]:
    """Give the newest entry of each scope; a scope without one is not granted.

    Entries come newest first.
    """
    states: dict[Scope, Consent] = {}
    for consent in witness.consents.all():
        states.setdefault(Scope(consent.scope), consent)
    return states


def is_granted(witness: Witness, scope: Scope) -> bool:
    """Say whether the scope is granted now. No entry means no."""
    consent = consent_states(witness).get(scope)
    return consent is not None and consent.is_granted
