"""The gate on what is redacted: it may stand nowhere else, and give nothing away."""

from collections.abc import Iterator, Sequence

from testimonies.catalogue import issues, strings_of
from testimonies.models import MediaItem
from testimonies.moderation.candidates import Candidate
from testimonies.moderation.carried import withheld_by
from testimonies.moderation.refusals import Finding
from testimonies.moderation.showing import accounts_beside
from testimonies.moderation.withheld import (
    Withheld,
    hidden_in,
    keys_of_words,
    names_hidden_in,
)
from testimonies.privacy import Searched


def redactions(candidate: Candidate) -> Iterator[Finding]:
    """Look for redacted words in all that readers would get."""
    strings = [(field, Searched(text)) for field, text in candidate.worded]
    for passage in candidate.passages:
        spans = [(span.start, span.end) for span in passage.redactions.all()]
        if any(end > len(passage.text) for _, end in spans):
            yield Finding(
                "redaction",
                f"passage {passage.number}",
                f"A redaction in passage {passage.number} reaches beyond its text."
                " Set it again.",
            )
        hidden = hidden_in(passage)
        for field, text in strings if hidden else ():
            if text.holds(hidden):
                yield Finding(
                    "redaction",
                    field,
                    f"Words redacted in passage {passage.number} still stand in"
                    f" {field}.",
                )
    yield from _names_alone(candidate)
    yield from _withheld_alike(candidate)
    yield from _withheld_beside(candidate)
    yield from _told_by_clips(candidate)


def _names_alone(candidate: Candidate) -> Iterator[Finding]:
    """Warn where one word of a redacted name stands, in any script or order."""
    named = {each.number: names_hidden_in(each) for each in candidate.passages}
    if not any(named.values()):
        return
    spoken = [(field, keys_of_words(text)) for field, text in candidate.strings]
    for number, keys in named.items():
        for field, found in spoken:
            if keys & found:
                yield Finding(
                    "redaction",
                    field,
                    f"{field} holds a word of a name that is redacted in passage"
                    f" {number}, or one that sounds like it. Look whether it tells who"
                    " is meant.",
                    is_blocking=False,
                )


def _withheld_alike(candidate: Candidate) -> Iterator[Finding]:
    """Warn where one language withholds words of a passage and another does not.

    They stand side by side for readers, and no program finds a name in another script.
    """
    withheld: dict[int, set[bool]] = {}
    for passage in candidate.passages:
        has_some = bool(passage.redactions.all())
        withheld.setdefault(passage.number, set()).add(has_some)
    for number, found in withheld.items():
        if len(found) > 1:
            yield Finding(
                "redaction",
                f"passage {number}",
                f"Passage {number} withholds words in one language and not in another."
                " Look whether they have to be withheld there too.",
                is_blocking=False,
            )


def _withheld_beside(candidate: Candidate) -> Iterator[Finding]:
    """Warn of words that another account withholds whose page shows these too."""
    _, shown = candidate.documents[-1]
    # An account's own words are on no other's page: her description is.
    tags = candidate.tags if isinstance(candidate.record, MediaItem) else ()
    strings = [(field, Searched(text)) for field, text in [*strings_of(shown), *tags]]
    for account, withheld in withheld_by(accounts_beside(candidate.record)).items():
        for field in _holding(strings, withheld):
            yield Finding(
                "redaction",
                field,
                f"{field} holds words that are withheld in testimony {account.ref},"
                " or a name that sounds like one there; its page shows them too."
                " Look whether it tells who is meant.",
                is_blocking=False,
            )


def _told_by_clips(candidate: Candidate) -> Iterator[Finding]:
    """Warn where a public clip tells what the account that shows it redacts."""
    withheld = Withheld()
    for passage in candidate.passages:
        withheld.terms += hidden_in(passage)
        withheld.names |= names_hidden_in(passage)
    shown = {item.ref for item in candidate.items} if withheld.terms else set()
    for ref, clip in issues(shown).items():
        strings = [(field, Searched(text)) for field, text in strings_of(clip.document)]
        for field in _holding(strings, withheld):
            yield Finding(
                "redaction",
                f"clip {ref}",
                f"What readers have of clip {ref} ({field}) holds words that are"
                " redacted here, or a name that sounds like one; this page shows them"
                " too. Look whether it tells who is meant.",
                is_blocking=False,
            )


def _holding(
    strings: Sequence[tuple[str, Searched]], withheld: Withheld
) -> Iterator[str]:
    """Give the fields that hold what is withheld, or a name that sounds like it."""
    for field, text in strings if withheld.terms else ():
        if text.holds(withheld.terms) or keys_of_words(text.text) & withheld.names:
            yield field
