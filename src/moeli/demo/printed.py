"""The words of a PDF that the house has printed, in their order. Pure.

It reads what typst writes (ISO 32000-1: content streams, fonts of two-byte codes with a ToUnicode
map), and no other PDF.
"""

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress

_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", re.DOTALL)
_FONT = re.compile(rb"/(f\d+) (\d+) 0 R")
_TO_UNICODE = re.compile(rb"/ToUnicode (\d+) 0 R")
_CHARACTER = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
_SHOWN = re.compile(rb"/(f\d+) [\d.]+ Tf|\((?:[^\\)]|\\.)*\)|(ET)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def words_of(pdf: bytes) -> str:
    """Everything that is printed, in one line; a hyphen at the end of a line stays."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    maps = _maps(objects)
    texts = (
        _text(content, maps) for content in map(_content, objects.values()) if b" Tf" in content
    )
    return " ".join(" ".join(texts).split())


def _maps(objects: dict[int, bytes]) -> dict[bytes, dict[int, str]]:
    """What each code of each font, by the name that pages give it, means."""
    found = {}
    for name, number in {pair for body in objects.values() for pair in _FONT.findall(body)}:
        told = _TO_UNICODE.search(objects.get(int(number), b""))
        if told:
            found[name] = dict(_characters(_content(objects[int(told[1])])))
    return found


def _characters(cmap: bytes) -> Iterator[tuple[int, str]]:
    for code, letters in _CHARACTER.findall(cmap):
        yield int(code, 16), bytes.fromhex(letters.decode()).decode("utf-16-be")


def _content(body: bytes) -> bytes:
    stream = _STREAM.search(body)
    with suppress(zlib.error):
        return zlib.decompress(stream[1]) if stream else b""
    return b""


def _text(content: bytes, maps: dict[bytes, dict[int, str]]) -> str:
    told, font = [], maps.get(b"", {})
    for each in _SHOWN.finditer(content):
        if each[1]:
            font = maps.get(each[1], {})
        elif each[2]:
            told.append(" ")
        else:
            codes = _ESCAPED.sub(_unescaped, each[0][1:-1])
            pairs = zip(codes[::2], codes[1::2], strict=False)
            told += [font.get(high << 8 | low, "") for high, low in pairs]
    return "".join(told)


def _unescaped(found: re.Match[bytes]) -> bytes:
    octal = found[1].isdigit()
    return bytes([int(found[1], 8)]) if octal else _LETTERS.get(found[1], found[1])
