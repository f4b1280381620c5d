"""Forms as runs need them: made from the XForm of their edition, remembered by edition.

What was published is not linted again: a post's first page of a long form takes no longer for it.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from moeli.forms.editions import package
from moeli.forms.editions.media import Media
from moeli.standards import xforms

_KEPT = 32
_loaded: "OrderedDict[UUID, Loaded]" = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Loaded:
    """A form that runs, and what lies beside it."""

    form: xforms.Form
    media: Mapping[str, Media]


def loaded(edition: UUID, xform: Callable[[], bytes], content: Callable[[], bytes]) -> Loaded:
    """The form of an edition; `xform` and `content` are asked when it is not remembered."""
    with _lock:
        found = _loaded.get(edition)
        if found is not None:
            _loaded.move_to_end(edition)
            return found
    opened = package.opened(content())
    made = Loaded(xforms.load(xform(), opened.lists), opened.media)
    with _lock:
        _loaded[edition] = made
        while len(_loaded) > _KEPT:
            _loaded.popitem(last=False)
    return made
