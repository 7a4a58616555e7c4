"""The demo archive: data files that people can read and edit, and one loader.

The loader drafts rows and calls the moves as three people, like anybody at the desk; it
never writes an edition, an approval, an entry, a ledger event or a state by itself.
"""

from testimonies.seed.loader import load
from testimonies.seed.people import demo_people
from testimonies.seed.tables import SeedMalformed

__all__ = ["SeedMalformed", "demo_people", "load"]
