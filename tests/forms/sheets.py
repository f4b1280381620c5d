"""Forms for tests: sheets as Markdown, packages with pictures and sounds."""

import struct
import wave
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

SURVEY = (
    ("type", "name", "label::English (en)", "label::Sesotho (st)", "required", "relevant"),
    ("text", "name", "Your name", "Lebitso la hau", "yes", ""),
    ("integer", "age", "Your age", "Lilemo tsa hau", "", ""),
    ("select_one yn", "child", "Is a child with you?", "Na u na le ngoana?", "", "${age} >= 18"),
)
CHOICES = (
    ("list_name", "name", "label::English (en)", "label::Sesotho (st)"),
    ("yn", "yes", "Yes", "E"),
    ("yn", "no", "No", "Che"),
)


def settings(**given: str) -> tuple[tuple[str, ...], ...]:
    """A settings sheet; a setting given as "" is left out."""
    told = {
        "form_title": "A few questions",
        "form_id": "few",
        "version": "1",
        "scope": "form",
        "default_language": "English (en)",
    } | given
    kept = {name: value for name, value in told.items() if value}
    return tuple(kept), tuple(kept.values())


def sheets(
    survey: tuple[tuple[str, ...], ...] = SURVEY,
    choices: tuple[tuple[str, ...], ...] = CHOICES,
    **given: str,
) -> bytes:
    """A form as Markdown."""
    lines: list[str] = []
    for name, rows in (("survey", survey), ("choices", choices), ("settings", settings(**given))):
        if rows:
            lines += [f"| {name} |", *(f"| | {' | '.join(row)} |" for row in rows)]
    return "\n".join(lines).encode()


def workbook(
    survey: tuple[tuple[str, ...], ...] = SURVEY,
    choices: tuple[tuple[str, ...], ...] = CHOICES,
    **given: str,
) -> bytes:
    """The same as a workbook of Excel."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in (("survey", survey), ("choices", choices), ("settings", settings(**given))):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def package(files: dict[str, bytes]) -> bytes:
    """Files as a ZIP."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return target.getvalue()


def png(width: int = 8, shade: int = 200) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, width, 8, 0, 0, 0, 0)
    rows = b"".join(b"\x00" + bytes([shade]) * width for _ in range(width))
    pieces = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(pieces)


def wav(seconds: float = 0.1) -> bytes:
    """A quiet sound."""
    target = BytesIO()
    with wave.open(target, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(bytes([128]) * int(8000 * seconds))
    return target.getvalue()


WITH_MEDIA = (
    (
        "type",
        "name",
        "label::English (en)",
        "label::Arabic (ar)",
        "image::English (en)",
        "audio::English (en)",
    ),
    ("select_one yn", "well", "Are you well?", "هل أنت بخير؟", "face.png", "well.wav"),
)
SPOKEN = (
    ("list_name", "name", "label::English (en)", "label::Arabic (ar)", "image::English (en)"),
    ("yn", "yes", "Yes", "نعم", "yes.png"),
    ("yn", "no", "No", "لا", ""),
)


def with_media(**files: bytes) -> bytes:
    """A form with pictures, a sound and a language that is read from the right."""
    form = sheets(WITH_MEDIA, SPOKEN, form_id="seen")
    beside = {"form.md": form, "media/face.png": png(), "media/yes.png": png(9), "well.wav": wav()}
    return package(beside | files)
