"""An edition, read: the form that runs, what the linter found, what lies beside it.

A content never changes, so what it says is remembered by its hash, a few editions a process.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock

from moeli.forms.editions import checks, package
from moeli.forms.editions.media import Media
from moeli.forms.editions.package import Package, PackageError
from moeli.forms.editions.sentences import problem
from moeli.platform.room import PublicationProblem
from moeli.standards import xforms

_KEPT = 32
_read: "OrderedDict[str, Edition]" = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Edition:
    """`findings` are the linter's; `refusals` and `remarks` this room's own.

    `form` is None for what cannot be read; `scope` is where its answers are sealed.
    """

    sha256: str
    findings: tuple[xforms.Problem, ...] = ()
    refusals: tuple[PublicationProblem, ...] = ()
    remarks: tuple[PublicationProblem, ...] = ()
    form: xforms.Form | None = None
    xform: bytes = b""
    scope: str = ""
    asked_on: str = ""
    media: Mapping[str, Media] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[xforms.Problem, ...]:
        """The findings for which it is refused."""
        return tuple(each for each in self.findings if xforms.severity(each) == "error")

    @property
    def is_sound(self) -> bool:
        """Whether it could be published."""
        return self.form is not None and not self.errors and not self.refusals

    @property
    def runnable(self) -> xforms.Form:
        """The form of a sound edition."""
        if self.form is None:
            raise RuntimeError("an edition that was published cannot be read")
        return self.form


def read(content: bytes) -> Edition:
    """The edition in `content`. It never raises."""
    return read_as(hashlib.sha256(content).hexdigest(), lambda: content)


def read_as(sha256: str, content: Callable[[], bytes]) -> Edition:
    """The edition whose hash is known; `content` is asked only when it is not remembered."""
    with _lock:
        found = _read.get(sha256)
        if found is not None:
            _read.move_to_end(sha256)
            return found
    edition = _made(sha256, content())
    with _lock:
        _read[sha256] = edition
        while len(_read) > _KEPT:
            _read.popitem(last=False)
    return edition


def _made(sha256: str, content: bytes) -> Edition:
    try:
        opened = package.opened(content)
    except PackageError as error:
        return Edition(sha256, refusals=(problem(error.code, error.where),))
    report = xforms.lint(opened.form, opened.lists)
    if report.form is None:
        return Edition(sha256, findings=report.findings)
    return _judged(sha256, opened, report, report.form)


def _judged(sha256: str, opened: Package, report: xforms.Report, form: xforms.Form) -> Edition:
    scope = checks.scope_of(form, report.settings)
    asked = checks.asked_on(form, report.settings)
    refusals = list(checks.refusals(form, opened, scope, asked))
    if checks.sends_elsewhere(report.xform):
        refusals.append(problem("sends_elsewhere"))
    return Edition(
        sha256,
        findings=report.findings,
        refusals=tuple(refusals),
        remarks=tuple(checks.remarks(form)),
        form=form,
        xform=report.xform,
        scope=scope,
        asked_on=asked,
        media=opened.media,
    )
