"""How refs and numbers are read in addresses: a ref of one kind, in either case.

A number has one form, so that nothing has two addresses: 1 and never 01.
"""

from functools import lru_cache

from django.urls import register_converter

from testimonies.terms import Kind, parse_ref, ref_pattern


def _either_case(pattern: str) -> str:
    return f"(?i:{pattern})"


class _RefConverter:
    """Reads a ref of one kind in either case; a mistyped one is no address."""

    kind: Kind
    regex: str

    def to_python(self, value: str) -> str:
        return parse_ref(value)

    def to_url(self, value: str) -> str:
        return value


class _NumberConverter:
    """Reads a whole number from 1 on that a column can hold."""

    regex = "[1-9][0-9]{0,17}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


NUMBER = "number"
"""The converter's name in routes."""
register_converter(_NumberConverter, NUMBER)


@lru_cache(maxsize=len(Kind))
def converter_of(kind: Kind) -> str:
    """Register the kind's converter at first use, and give its name in routes."""
    name = f"{kind.word}_ref"
    regex = _either_case(ref_pattern(kind))
    converter = type(name, (_RefConverter,), {"kind": kind, "regex": regex})
    register_converter(converter, name)
    return name
