"""Which cells of a table a spreadsheet program would run, and how they are made text.

OWASP's page on CSV injection: a cell that begins with = + - @, also in full width or
after spaces, or with a tab or a line's end. An apostrophe in front makes it text. The
same rule twice, for Python and for PostgreSQL. Whoever writes the table also quotes
every cell (RFC 4180, section 2): another separator in a cell must not begin a new one.
"""

import re

# The same text is a pattern of Python's and an advanced one of PostgreSQL's. What is
# passed over in front: white space, and what nobody sees.
_OVER = (
    r" \t\n\r\v\f\u001c-\u001f\u0085\u00a0\u00ad\u061c\u1680\u180e\u2000-\u200f"
    r"\u2028-\u202f\u205f-\u206f\u3000\ufe00-\ufe0f\ufeff"
)
# Written as numbers: a hyphen or a quotation mark must mean nothing to either.
_SIGNS = r"\u003d\u002b\u002d\u0040\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
_RUNS = rf"^(?=[\t\r\n]|[{_OVER}]*[{_SIGNS}])"
RUNS = re.compile(_RUNS)
APOSTROPHE = "'"


def is_run(cell: str) -> bool:
    """Say whether a spreadsheet program may take the cell for a formula."""
    return RUNS.match(cell) is not None


def neutral(cell: str) -> str:
    """Give the cell as text; what is text already stays as it is."""
    return f"{APOSTROPHE}{cell}" if is_run(cell) else cell


def neutral_sql(expression: str) -> str:
    """Give SQL for neutral() of a text expression, which is taken as it stands.

    NULL stays NULL. Only our own columns may be named in it, never what was asked for.
    """
    return f"regexp_replace({expression}, '{_RUNS}', '''')"
