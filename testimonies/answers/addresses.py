"""How refs are read in addresses: of one kind, in either case."""

from functools import lru_cache

from django.urls import register_converter

from testimonies.terms import REF_PATTERN, Kind, parse_ref

_CHARACTERS = REF_PATTERN.partition("]")[2]


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


@lru_cache(maxsize=len(Kind))
def converter_of(kind: Kind) -> str:
    """Register the kind's converter at first use, and give its name in routes."""
    name = f"{kind.name.lower()}_ref"
    regex = _either_case(f"{kind}{_CHARACTERS}")
    converter = type(name, (_RefConverter,), {"kind": kind, "regex": regex})
    register_converter(converter, name)
    return name
