"""What a public identifier looks like: a kind letter, 7 random characters, a check.

A ref tells nothing but its kind and is never derived from a name or a title. The
check is a weighted sum modulo 29: as the weights 9 to 1 differ and 29 is prime, any
one wrong character and any two swapped ones are noticed, the kind letter included.
"""

import re
import secrets
from enum import StrEnum
from typing import Final, NewType

Ref = NewType("Ref", str)

# No vowel and no y, lest chance spell a word; no 0, 1 or l, which look like others.
_ALPHABET: Final = "23456789bcdfghjkmnpqrstvwxz"
_MODULUS: Final = 29
_LENGTH: Final = 9
_VALUES: Final = {symbol: value for value, symbol in enumerate(_ALPHABET)}


class RefMalformed(ValueError):
    """A text that cannot be a ref; the message is one sentence for a person."""


class Kind(StrEnum):
    """The kinds of record that have a public address, by their letter."""

    TESTIMONY = "t"
    WITNESS = "w"
    QUOTE = "q"
    MEDIA = "m"
    COLLECTION = "c"
    TAG = "g"

    @property
    def word(self) -> str:
        """The word for the kind in parameters, data and names of routes."""
        return self.name.lower()

    @property
    def plural(self) -> str:
        """The word for the kind in addresses, such as /testimonies/."""
        return _PLURALS[self]


_PLURALS: Final = {
    Kind.TESTIMONY: "testimonies",
    Kind.WITNESS: "witnesses",
    Kind.QUOTE: "quotes",
    Kind.MEDIA: "media",
    Kind.COLLECTION: "collections",
    Kind.TAG: "tags",
}

# Without anchors, for URL converters; a CHECK writes ^ and $ round it.
_REST: Final = f"[{_ALPHABET}]{{{_LENGTH - 1}}}"
REF_PATTERN: Final = f"[{''.join(Kind)}]{_REST}"
_FORM: Final = re.compile(REF_PATTERN)


def ref_pattern(kind: Kind) -> str:
    """Give REF_PATTERN for one kind; whether the check fits, only asking tells."""
    return f"{kind}{_REST}"


def new_ref(kind: Kind) -> Ref:
    """Return an unguessable ref; whether it is taken is for the database to say."""
    while True:
        body = kind + "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH - 2))
        check = -_weighted_sum(body) % _MODULUS
        # Two of the 29 remainders have no symbol: such a body is drawn again.
        if check < len(_ALPHABET):
            return Ref(body + _ALPHABET[check])


def parse_ref(text: str) -> Ref:
    """Return the ref in lower case.

    Raises: RefMalformed when the form is wrong or the check fails.
    """
    # Some foreign letters become Latin ones in lower case (the Kelvin sign): no fold.
    folded = text.lower() if text.isascii() else text
    if not _FORM.fullmatch(folded):
        raise RefMalformed(_fault_of_form(folded))
    if _weighted_sum(folded) % _MODULUS:
        message = f"The ref “{folded}” is mistyped: its check character does not fit."
        raise RefMalformed(message)
    return Ref(folded)


def kind_of(ref: str) -> Kind:
    """Return the kind that the first letter of a ref names.

    Raises: RefMalformed as `parse_ref` does.
    """
    return Kind(parse_ref(ref)[0])


def _weighted_sum(symbols: str) -> int:
    weights = range(_LENGTH, 0, -1)
    return sum(
        weight * _VALUES[symbol]
        for weight, symbol in zip(weights, symbols, strict=False)
    )


def _fault_of_form(text: str) -> str:
    if len(text) != _LENGTH:
        return f"A ref has {_LENGTH} characters; this text has {len(text)}."
    if text[0] not in set(Kind):
        return f"No kind of record has refs that begin with “{text[0]}”."
    wrong = next(symbol for symbol in text if symbol not in _VALUES)
    return f"A ref never holds the character “{wrong}”."
