"""What was found sound in this run: the same page, met by another test, is not judged again.

A page is the same for axe-core when it has the same elements, classes, states and names, and a word
wherever the other has one. For its width the words count too. All processes of one run know it.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

_CHANCE = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}"  # ids
    r"|[A-Za-z0-9]{32,}"  # tokens
    r"|localhost:\d+|\d\d:\d\d(:\d\d)?"
)
_WORDS = re.compile(r">[^<]*[^<\s][^<]*(?=<)")
_TOLD = re.compile(
    r' (href|src|action|value|title|alt|placeholder|content|label|aria-label|data-[a-z-]+)="[^"]+"'
)
_LANGUAGE = re.compile(r' lang="(en|st)"( aria-current="true")?')  # and which one is chosen


class Seen:
    """Marks of what was found sound, in a folder; without a folder everything is new."""

    def __init__(self) -> None:
        self.folder: Path | None = None

    @contextmanager
    def once(self, *what: str) -> Iterator[bool]:
        """Whether this is new; it counts as seen only where the block ends without an error."""
        mark = f"{what[0]}-{hashlib.sha256(chr(0).join(what).encode()).hexdigest()}"
        new = self.folder is None or not (self.folder / mark).exists()
        yield new
        if self.folder and new:
            (self.folder / mark).touch()


SEEN = Seen()


def words(page: Page) -> tuple[str, str]:
    """How the page is shown, and what stands on it; without what chance made."""
    how, markup = page.evaluate(_AS_IT_STANDS)
    return how, _CHANCE.sub("#", markup)


def shape(page: Page) -> tuple[str, str]:
    """The same with no difference between one word and another."""
    how, markup = words(page)
    bare = _TOLD.sub(r" \1=#", _WORDS.sub(">word", markup))
    return how, _LANGUAGE.sub("", bare)


_AS_IT_STANDS = """() => {
  const media = ["print", "(forced-colors: active)"].map((each) => matchMedia(each).matches);
  const all = [...document.querySelectorAll("*")];
  const states = [":focus", ":checked", ":disabled"].map((state) =>
    all.flatMap((each, place) => (each.matches(state) ? [place] : [])));
  return [JSON.stringify([innerWidth, media, states]), document.documentElement.outerHTML];
}"""
