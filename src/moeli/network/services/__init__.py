"""Admitting nodes, writing batches for them, taking theirs, and trying again what could not act."""

from moeli.network.services.admitting import admit, own_card
from moeli.network.services.exporting import Exported, export
from moeli.network.services.importing import import_file
from moeli.network.services.retrying import retry
from moeli.network.services.taking import Taken

__all__ = ["Exported", "Taken", "admit", "export", "import_file", "own_card", "retry"]
