"""Under which keys a name is found across scripts and transliterations."""


def name_keys(name: str) -> frozenset[str]:
    """Give the keys of a name, place or tag; two that share one mean the same."""
    return frozenset({f"~{name.casefold()}"}) if name else frozenset()
