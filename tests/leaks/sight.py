"""Who may see which column: the one list that a person reviews.

Whatever is not named here is withheld, so a new column is confidential until somebody
writes it down. test_nothing_leaks.py compares PUBLIC with what `describe` really takes:
a column that becomes public is noticed, and so is one that stops being.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase

from tests.leaks.scene import PUBLISHED, SUPERSEDED
from tests.leaks.tokens import Canary

PUBLIC = frozenset(
    {
        "testimonies.chronologyevent.status_note",
        "testimonies.chronologyevent.text",
        "testimonies.collection.description",
        "testimonies.collection.title",
        "testimonies.consent.outlet",
        "testimonies.illustration.caption",
        "testimonies.mediafile.name, shown",
        "testimonies.mediaitem.account",
        "testimonies.mediaitem.basis_note",
        "testimonies.mediaitem.caption",
        "testimonies.mediaitem.captured_by",
        "testimonies.mediaitem.captured_with",
        "testimonies.mediaitem.content_note_text",
        "testimonies.mediaitem.description",
        "testimonies.mediaitem.platform_id",
        "testimonies.mediaitem.rights",
        "testimonies.mediaitem.sound",
        "testimonies.mediaitem.title",
        "testimonies.mediaitem.url",
        "testimonies.mediaitem.verification_notes",
        "testimonies.passage.speaker",
        "testimonies.passage.text",
        "testimonies.place.name",
        "testimonies.place.other_names",
        "testimonies.quote.printed_where",
        "testimonies.quote.text",
        "testimonies.source.archived_url",
        "testimonies.source.author",
        "testimonies.source.outlet",
        "testimonies.source.title",
        "testimonies.source.url",
        "testimonies.tag.description",
        "testimonies.tag.name",
        "testimonies.tagalias.name",
        "testimonies.testimony.content_note_text",
        "testimonies.testimony.given_how",
        "testimonies.testimony.interviewer",
        "testimonies.testimony.outlet",
        "testimonies.testimony.rights",
        "testimonies.testimony.rights_url",
        "testimonies.testimony.summary",
        "testimonies.testimony.title",
        "testimonies.transcript.translator",
        "testimonies.translation.text",
        "testimonies.translation.translator",
        "testimonies.witness.description",
        "testimonies.witness.name",
        "testimonies.witness.spelling_variants",
    }
)
"""The columns whose words stand in the documents of published records."""

PUBLIC_STATES = {PUBLISHED, SUPERSEDED}

DESK = ("contributor", "editor", "reviewer", "steward")


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody may see besides what is public: columns, and why."""

    columns: tuple[str, ...]
    why: str
    but: tuple[str, ...] = ()

    def holds(self, column: str) -> bool:
        return _is_among(column, self.columns) and not _is_among(column, self.but)


_NOTHING = Sight((), "has no work at the desk")
_DRAFTS = Sight(
    ("testimonies.*", "admin.logentry.*"),
    "works on drafts, with their history and what reviewers said of them",
    but=(
        # Shown once, on a steward's page, after a reason.
        "testimonies.vaultedidentity.*",
        # Names of accounts stand in histories; what else is in them is the managers'.
        "testimonies.user.[!u]*",
        # Whose interest it is nobody else's to know.
        "testimonies.savedsearch.*",
        # Shown to reviewers, once, when they say that they read it.
        "testimonies.concern.words",
        "testimonies.concern.contact",
        "testimonies.concern.note",
        "testimonies.concern.token_digest",
        # Which file is whose, and by which name it lies there.
        "testimonies.mediafile*.sha256",
    ),
)
_ACCOUNTS = Sight(
    ("testimonies.user.*", "auth.group.*", "admin.logentry.*"),
    "manages accounts, and gets no sight of the archive by that",
    but=("testimonies.user.password",),
)

SIGHTS = {
    "anonymous": _NOTHING,
    "researcher": _NOTHING,
    **dict.fromkeys(DESK, _DRAFTS),
    "manager": _ACCOUNTS,
}

OPENED_VAULT = Sight(
    ("testimonies.vaultedidentity.*",), "the steward gave a reason to open it"
)

READ_CONCERN = Sight(
    tuple(f"testimonies.concern.{name}" for name in ("words", "contact", "note")),
    "a reviewer or steward reads it, and the ledger says so",
)


def _is_among(column: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(column, pattern) for pattern in patterns)


def is_public(canary: Canary) -> bool:
    return canary.state in PUBLIC_STATES and canary.column in PUBLIC


def may_see(role: str, canary: Canary) -> bool:
    return is_public(canary) or SIGHTS[role].holds(canary.column)


def may_be_told_to_operators(canary: Canary) -> bool:
    """Names of stored files tell nothing, and whoever mends one must know which."""
    return canary.column.startswith("testimonies.mediafile.name")
