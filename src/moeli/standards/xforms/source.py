"""A file that an author hands in: workbook, Markdown tables or XForm, opened by its content."""

from dataclasses import dataclass

from moeli.standards.xforms.form import Form
from moeli.standards.xforms.loading import examined
from moeli.standards.xforms.problems import FormError, Problem
from moeli.standards.xforms.reading.secondary import Attachments
from moeli.standards.xforms.reading.workbook import Workbook, read_workbook
from moeli.standards.xforms.reading.xlsform import converted, from_markdown


@dataclass(frozen=True, slots=True)
class Source:
    """`xform` is what phones get; `form` what runs here, None where it could not be read."""

    book: Workbook | None
    xform: bytes
    form: Form | None
    problems: tuple[Problem, ...]


def opened(data: bytes, attachments: Attachments) -> Source:
    """The form in the file, with everything that is wrong with it. It never raises."""
    book: Workbook | None = None
    problems: tuple[Problem, ...] = ()
    xform = data
    try:
        if not _is_xml(data):
            book = from_markdown(data.decode()) if _is_markdown(data) else read_workbook(data)
            xform, remarks = converted(book)
            problems = (*book.problems, *remarks)
    except FormError as error:
        found = (*(book.problems if book else ()), *error.problems)
        return Source(book, b"", None, found)
    form, more = examined(xform, attachments)
    return Source(book, xform, form, (*problems, *more))


def _is_xml(data: bytes) -> bool:
    start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    return start.startswith(b"<") or data[:2] in (b"\xff\xfe", b"\xfe\xff")


def _is_markdown(data: bytes) -> bool:
    if not data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"|"):
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
