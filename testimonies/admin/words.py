"""What the desk calls states and moves, and what each move does, in plain words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from testimonies.terms import (
    ConcernKind,
    ConcernOutcome,
    ConcernState,
    ConsentBasis,
    MoveName,
    Scope,
    Standing,
    State,
    WithdrawalReason,
)


@dataclass(frozen=True, slots=True)
class Wording:
    """The label of a button, and what pressing it does."""

    label: Any
    effect: Any


STATES_IN_WORDS: dict[State, Any] = {
    State.DRAFT: _("draft"),
    State.IN_REVIEW: _("in review"),
    State.CHANGES_REQUESTED: _("changes requested"),
    State.APPROVED: _("approved"),
    State.SCHEDULED: _("scheduled"),
    State.SETTLED: _("settled"),
}

STANDINGS_IN_WORDS: dict[Standing, Any] = {
    Standing.NEVER: _("never published"),
    Standing.PUBLISHED: _("published"),
    Standing.WITHDRAWN: _("withdrawn"),
}

REASONS_IN_WORDS: dict[WithdrawalReason, Any] = {
    WithdrawalReason.CONSENT: _("consent was withdrawn"),
    WithdrawalReason.SAFETY: _("somebody's safety"),
    WithdrawalReason.LEGAL: _("a legal demand"),
    WithdrawalReason.ERROR: _("an error of fact"),
    WithdrawalReason.DUPLICATE: _("a duplicate"),
    WithdrawalReason.OTHER: _("another reason"),
}

SCOPES_IN_WORDS: dict[Scope, Any] = {
    Scope.ARCHIVE: _("keeping it in the archive"),
    Scope.WEB: _("publishing it on the web"),
    Scope.QUOTATION: _("quoting from it"),
    Scope.TRANSLATION: _("translating it"),
    Scope.IMAGE: _("showing her or his image"),
    Scope.VOICE: _("playing her or his voice"),
    Scope.REUSE: _("reuse by third parties"),
    Scope.MACHINE: _("processing by machines"),
}

BASES_IN_WORDS: dict[ConsentBasis, Any] = {
    ConsentBasis.DOCUMENTED: _("a documented consent"),
    ConsentBasis.RECORDED: _("a recorded consent"),
    ConsentBasis.PREVIOUSLY_PUBLISHED: _("published before by a named outlet"),
    ConsentBasis.PUBLIC_INTEREST: _("a public-interest decision"),
}

CONCERNS_IN_WORDS: dict[ConcernKind, Any] = {
    ConcernKind.DANGER: _("a danger to somebody"),
    ConcernKind.PERSON: _("the person, or their words"),
    ConcernKind.MISTAKE: _("a mistake"),
    ConcernKind.RIGHT: _("a right"),
    ConcernKind.OTHER: _("something else"),
}

CONCERN_STATES_IN_WORDS: dict[ConcernState, Any] = {
    ConcernState.OPEN: _("open"),
    ConcernState.CLOSED: _("closed"),
}

OUTCOMES_IN_WORDS: dict[ConcernOutcome, Any] = {
    ConcernOutcome.CORRECTED: _("the record was corrected"),
    ConcernOutcome.WITHHELD: _("a part is withheld now"),
    ConcernOutcome.WITHDRAWN: _("the record was withdrawn"),
    ConcernOutcome.UNCHANGED: _("looked at, and left as it is"),
    ConcernOutcome.NONE: _("no concern: empty, repeated or a flood"),
}

MOVES_IN_WORDS: dict[MoveName, Wording] = {
    MoveName.SUBMIT: Wording(
        _("Submit for review"),
        _("Hands the draft to the reviewers. Any later change takes it out of review."),
    ),
    MoveName.RETURN: Wording(
        _("Return for changes"),
        _("Gives the draft back, with words on what should change."),
    ),
    MoveName.APPROVE: Wording(
        _("Approve"),
        _("Approves exactly these words, as somebody who wrote none of them."),
    ),
    MoveName.RECALL: Wording(
        _("Recall"),
        _("Takes the draft back to work on it; an approval is lost."),
    ),
    MoveName.SCHEDULE: Wording(
        _("Schedule"), _("Publishes on the day after the embargo, in your name.")
    ),
    MoveName.PUBLISH: Wording(
        _("Publish"),
        _("Issues an edition for everyone. Its words are frozen under a number."),
    ),
    MoveName.REVISE: Wording(
        _("Revise"),
        _("Opens a new draft. Readers keep the present edition until the next."),
    ),
    MoveName.WITHDRAW: Wording(
        _("Withdraw"),
        _(
            "Takes it from readers at once and erases the words of every edition, and"
            " the recording of an account with it. What was erased does not come back."
        ),
    ),
    MoveName.RETRACT: Wording(
        _("Retract editions"),
        _(
            "Erases the words of chosen older editions, and of older editions of its"
            " quotes and its witness; the present ones stay."
        ),
    ),
    MoveName.REOPEN: Wording(
        _("Reopen"),
        _("Opens a draft of a withdrawn record, if consent is there again."),
    ),
}
