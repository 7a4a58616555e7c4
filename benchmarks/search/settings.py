"""The archive's settings, and the plain tables that other ways of searching need."""

from archive.settings import *  # noqa: F403
from archive.settings import INSTALLED_APPS

INSTALLED_APPS.append("benchmarks.search.plain")
