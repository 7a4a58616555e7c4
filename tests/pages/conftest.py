"""The small archive, for the modules of this folder that ask for it."""

from tests.search.conftest import archive, small

__all__ = ["archive", "small"]
