"""The stem of a Kazakh word in Cyrillic letters."""


def stem(word: str) -> str:
    """Give the stem of a folded word."""
    return word
