"""Files that strangers made: what they are, and copies that tell nothing else.

Says what a file is by its content, makes public copies from pixels and samples in a
child process, and reads finished files back. Works on paths; knows no table and no
storage. Never decodes untrusted bytes in this process: `clean` starts a child,
`sniffed` reads headers in Python; `residue` is for finished files.
"""

from testimonies.files.cleaning import clean
from testimonies.files.formats import FileClass, FileFormat
from testimonies.files.hashes import bits_apart, digest
from testimonies.files.limits import LIMITS, Limits
from testimonies.files.refusals import FileRefused, Refusal
from testimonies.files.residue import residue, walked
from testimonies.files.results import Cleaned, Copy
from testimonies.files.sniff import sniffed

__all__ = [
    "LIMITS",
    "Cleaned",
    "Copy",
    "FileClass",
    "FileFormat",
    "FileRefused",
    "Limits",
    "Refusal",
    "bits_apart",
    "clean",
    "digest",
    "residue",
    "sniffed",
    "walked",
]
