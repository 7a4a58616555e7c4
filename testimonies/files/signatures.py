"""Marks of other kinds of file, looked for where a picture or a recording has no such.

Not a scanner for malice: what is served is made anew from pixels or samples. This
keeps a file that is two things at once from being taken as an original.
"""

import re
from typing import Final

HEAD: Final = 1024
TAIL: Final = 65_536 + 22  # an archive's last record, with its longest comment

_ACTIVE: Final = re.compile(
    rb"<(?:!doctype|html|head|body|script|svg|iframe|object|embed|img|a\s{1,9}href)[\s/>=]"
    rb"|<\?php|javascript:|%PDF-|%!PS-Adobe"
    rb"|PK\x03\x04|PK\x05\x06|7z\xbc\xaf\x27\x1c|Rar!\x1a\x07|\xca\xfe\xba\xbe\x00"
    rb"|\x7fELF",
    re.I,
)
_ARCHIVE_END: Final = re.compile(rb"PK\x05\x06[\s\S]{18}|%%EOF|</(?:script|html|svg)>")


def is_active(data: bytes) -> bool:
    """Say whether markup, a script, a document, an archive or a program is inside.

    A program for Windows begins with its mark and runs from there alone, so a file that
    begins as a picture is none.
    """
    return any(_ACTIVE.search(form) for form in (data, data[::2], data[1::2]))


def ends_otherwise(tail: bytes) -> bool:
    """Say whether the end of a file is an archive's, a document's or a page's."""
    return _ARCHIVE_END.search(tail) is not None
