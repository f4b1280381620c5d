"""How the processes of one run share the tests: singly, but for files that begin something dear.

A practice desk or a browser with a camera is begun once, not by each process. The mark of xdist for
this is not heeded by the present pytest, whose names of tests no longer take its suffix.
"""

from xdist.scheduler import LoadScopeScheduling

_TOGETHER = ("test_practice_pages.py", "test_document_pictures.py")


class Sharing(LoadScopeScheduling):
    """Each test goes to whoever is free; those of some files follow one another in one process."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::")[0]
        return file if file.endswith(_TOGETHER) else nodeid
