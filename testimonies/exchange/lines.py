"""Texts as formats of lines hold them: one line, and no character that is unseen."""

from testimonies.terms import is_hidden


def one_line(text: str) -> str:
    """Give a text on one line, single spaces between its words.

    Breaks of any script are spaces; control and turning characters are left out.
    """
    shown = (sign for sign in text if sign.isspace() or not is_hidden(sign))
    return " ".join("".join(shown).split())
