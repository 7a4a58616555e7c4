"""How every public surface answers: ETag first, kept bodies, refs in addresses.

Below the faces, which never import each other: what pages and the API must do alike is
done here once. Never asks the database, words a sentence or knows what is shown.
"""

from testimonies.answers.addresses import NUMBER, converter_of
from testimonies.answers.alone import policy_of
from testimonies.answers.conditional import (
    RETRY_AFTER,
    Bodies,
    Key,
    answer,
    bodies,
    typed,
)
from testimonies.answers.release import printed

__all__ = [
    "NUMBER",
    "RETRY_AFTER",
    "Bodies",
    "Key",
    "answer",
    "bodies",
    "converter_of",
    "policy_of",
    "printed",
    "typed",
]
