"""The files that the archive keeps: taken in, placed for readers, and read again.

Rules over rows and two folders. Never opens a stranger's file itself (that is the room
files, in a process of its own), never decides who may see what, speaks no HTTP.
"""

from testimonies.custody.fixity import Checked, Fault, check_files, fixity_of, left_in
from testimonies.custody.intake import IntakeRefused, Shown, look_alikes, take_in
from testimonies.custody.publication import (
    Standing,
    Synced,
    place_public,
    sync_public,
)
from testimonies.custody.ranges import Part, Pieces, RangeUnsatisfiable, part_of
from testimonies.custody.storage import (
    BytesChanged,
    Room,
    open_stored,
    workshop,
)

__all__ = [
    "BytesChanged",
    "Checked",
    "Fault",
    "IntakeRefused",
    "Part",
    "Pieces",
    "RangeUnsatisfiable",
    "Room",
    "Shown",
    "Standing",
    "Synced",
    "check_files",
    "fixity_of",
    "left_in",
    "look_alikes",
    "open_stored",
    "part_of",
    "place_public",
    "sync_public",
    "take_in",
    "workshop",
]
