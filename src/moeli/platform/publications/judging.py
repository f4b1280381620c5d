"""What is wrong with an upload, and what is unusual about it. Pure but for its stop-watch.

The judgement runs beside the request and is given up after `kind.seconds`: the person gets her
answer in time. The work given up ends by itself; the size of what it reads bounds it, and no more
than two run at once, so that files built to be slow leave the house its processors.
"""

from collections.abc import Iterator
from contextvars import copy_context
from datetime import date, timedelta
from itertools import islice
from queue import Empty, Queue
from threading import BoundedSemaphore, Thread

from django.utils.translation import gettext_lazy as _

from moeli.platform.publications import lettering
from moeli.platform.room import PublicationKind, PublicationProblem

KEPT = 50
_READERS = BoundedSemaphore(2)
_FAR = timedelta(days=400)
TOO_LARGE = PublicationProblem("too_large", _("The file is larger than this channel allows."))
_EMPTY = PublicationProblem("empty", _("The file is empty."))
_UNREADABLE = PublicationProblem(
    "unreadable", _("The file does not have the form of this channel.")
)
_TOO_SLOW = PublicationProblem("too_slow", _("Reading the file took too long. It may be built to."))
_BUSY = PublicationProblem(
    "busy", _("Other files are being read just now. Upload this one again in a minute.")
)
_NO_ROWS = PublicationProblem("no_rows", _("The file holds no rows."))
_SAME = PublicationProblem("same", _("Nothing differs from the version it would replace."))
_FAR_OFF = PublicationProblem("far_off", _("The first day is more than a year away."))
_OVERTAKES = PublicationProblem(
    "overtakes", _("A version that waits for its first day would never come into force.")
)
_FEWER = PublicationProblem("fewer_rows", _("Far more rows disappear than usual."))
_MORE = PublicationProblem("more_rows", _("Far more rows are added than usual."))


def problems(kind: PublicationKind, content: bytes, first_day: date) -> list[PublicationProblem]:
    """Why `content` cannot hold on this channel from `first_day`: at most `KEPT` reasons."""
    if len(content) > kind.largest:
        return [TOO_LARGE]
    if not content.strip():
        return [_EMPTY]
    readers = _READERS
    if not readers.acquire(timeout=kind.seconds):
        return [_BUSY]
    answers: Queue[list[PublicationProblem]] = Queue()

    def work() -> None:
        try:
            answers.put(_judged(kind, content, first_day))
        finally:
            readers.release()

    Thread(target=copy_context().run, args=(work,), daemon=True).start()
    try:
        return answers.get(timeout=kind.seconds)
    except Empty:
        return [_TOO_SLOW]


def excesses(
    kind: PublicationKind, old: bytes, new: bytes, *, first_day: date, today: date, last_day: date
) -> list[PublicationProblem]:
    """What goes beyond the bounds and needs a stated override.

    `old` is what holds on the day before `first_day` as things stand; `last_day` the first day of
    the newest version.
    """
    before, after = kind.count(old) if old else 0, kind.count(new)
    allowed = max(kind.slack, before * kind.drift)
    found: list[tuple[bool, PublicationProblem]] = [
        (before - after > allowed, _FEWER),
        (after - before > allowed, _MORE),
        (old == new, _SAME),
        (first_day - today > _FAR, _FAR_OFF),
        (last_day > max(first_day, today), _OVERTAKES),
    ]
    return [problem for goes_beyond, problem in found if goes_beyond]


def _judged(kind: PublicationKind, content: bytes, first_day: date) -> list[PublicationProblem]:
    deceiving = list(lettering.problems(content)) if kind.text else []
    letters = deceiving[:KEPT]
    long_line = next((p for p in deceiving if p.code == "long_line"), None)
    if long_line:  # not read further: what a reader does with a line may grow with its square
        return [long_line, *(each for each in letters if each != long_line)][:KEPT]
    try:
        return letters + list(islice(_of_kind(kind, content, first_day), KEPT - len(letters)))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, MemoryError):
        return [*letters[: KEPT - 1], _UNREADABLE]


def _of_kind(
    kind: PublicationKind, content: bytes, first_day: date
) -> Iterator[PublicationProblem]:
    yield from kind.validate(content, first_day)
    if kind.count(content) == 0:
        yield _NO_ROWS
