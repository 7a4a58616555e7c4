"""Which process of a run gets which tests, and what comes of one that crashes."""

from typing import Any

from xdist.scheduler import LoadScopeScheduling

# Folders whose tests share what is dear to build: each runs in one process.
WHOLE = (
    "tests/browser/",
    "tests/every_page/",
    "tests/leaks/",
    "tests/matrix/",
    "tests/recovery/",
    "tests/robustness/",
)
# Folders and files where each module shares an archive, a server or a project.
BY_MODULE = (
    "tests/api/",
    "tests/archive/test_bootstrap.py",
    "tests/catalogue/test_bulk.py",
    "tests/pages/",
    "tests/search/",
    "tests/seed/test_found.py",
)

# Need no database: one process does them while another makes the one to copy.
BARE = (
    "tests/architecture/",
    "tests/archive/test_env.py",
    "tests/archive/test_postgres.py",
    "tests/files/",
)
FIRST = "without a database"
# Playwright switches contexts below Python, and what ran after it in one process was
# seen to crash in asgiref's context variables. So nothing runs after it.
LAST = "tests/browser/"


class ByFolder(LoadScopeScheduling):
    """Gives a worker one of the folders above as a whole, a module, or one test.

    What needs no database comes first, then the largest; single tests fill what is
    left, so that all workers end together. A browser's come at the very end.
    xdist's own groups mark the ids of tests, which pytest 9.2 no longer lets them.
    """

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(BARE):
            return FIRST
        if nodeid.startswith(BY_MODULE):
            return nodeid.partition("::")[0]
        return next((each for each in WHOLE if nodeid.startswith(each)), nodeid)

    def _assign_work_unit(self, node: Any) -> None:
        if FIRST in self.workqueue:
            self.workqueue.move_to_end(FIRST, last=False)
        if LAST in self.workqueue:
            self.workqueue.move_to_end(LAST)
        super()._assign_work_unit(node)

    def remove_node(self, node: Any) -> str | None:
        """Give nobody what a crashed worker had, as it would crash the next one too.

        Returns the test that crashed: xdist makes a failure of it, and the option
        --max-worker-restart=0 ends the run. A worker in its place would wait for ever,
        for it gets one scope, and here that is one test, which it keeps until it is
        given another.
        """
        units = self.assigned_work.pop(node).values()
        left = (test for unit in units for test, is_done in unit.items() if not is_done)
        return next(left, None)
