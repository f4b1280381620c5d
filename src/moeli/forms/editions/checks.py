"""What this room asks of a form besides what its linter asks. Pure."""

import re
from collections.abc import Iterator, Mapping

from moeli.forms import rules
from moeli.forms.editions.package import Package
from moeli.forms.editions.sentences import problem
from moeli.platform.room import PublicationProblem
from moeli.standards import xforms

NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_MIDDLE = ("\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069")
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b\u2060-\u2064\ufeff]"
)
_MARKS = re.compile("[\u061c\u200c-\u200f]")  # letters of other scripts need them, ours never do
_SUBMISSION = re.compile(rb"<(?:[\w.-]+:)?submission\b[^>]*\baction\s*=")
_MOST = 20
PHONE = "phone"


def scope_of(form: xforms.Form, settings: Mapping[str, str]) -> str:
    """The scope that the settings sheet, or an XForm's root, declares; empty for none."""
    return (settings.get("scope") or form.blueprint.attributes.get("scope", "")).strip()


def asked_on(form: xforms.Form, settings: Mapping[str, str]) -> str:
    """Where alone the form can be asked, as its settings sheet or its root says: `phone` or ""."""
    return (settings.get("asked_on") or form.blueprint.attributes.get("asked_on", "")).strip()


def sends_elsewhere(xform: bytes) -> bool:
    """Whether the form names an address of its own for its answers: phones would obey it."""
    return bool(_SUBMISSION.search(xform))


def refusals(
    form: xforms.Form, opened: Package, scope: str, asked: str
) -> Iterator[PublicationProblem]:
    """Why the form cannot be published."""
    if not NAME.fullmatch(form.id):
        yield problem("bad_name", form.id[:40])
    if not scope:
        yield problem("scope_missing", ", ".join(rules.scopes()))
    elif scope not in rules.scopes():
        yield problem("scope_unknown", f"{scope[:40]} ({', '.join(rules.scopes())})")
    if asked not in ("", PHONE):
        yield problem("asked_on_unknown", asked[:40])
    yield from _media(form, opened)
    yield from _letters(form)


def remarks(form: xforms.Form) -> Iterator[PublicationProblem]:
    """What the author and the one who approves should think about."""
    title = form.title.lower()
    if any(word in title for word in rules.telling_words()):
        yield problem("seen_by_all", form.title[:80])


def _media(form: xforms.Form, opened: Package) -> Iterator[PublicationProblem]:
    named: dict[str, str] = {}
    for language in form.languages:
        for entry in form.itext.get(language, {}).values():
            for kind, fragments in entry.items():
                if kind in ("image", "audio", "video", "big-image"):
                    name = "".join(each for each in fragments if isinstance(each, str))
                    named.setdefault(name.rsplit("/", 1)[-1], kind)
    for name, kind in named.items():
        if kind == "video":
            yield problem("media_film", name)
        elif name not in opened.media:
            yield problem("media_missing", name)
        elif opened.media[name].kind != ("audio" if kind == "audio" else "image"):
            yield problem("media_unknown", name)


def _letters(form: xforms.Form) -> Iterator[PublicationProblem]:
    found = 0
    for where, text in _texts(form):
        code = _deceives(text)
        if code and found < _MOST:
            found += 1
            yield problem(code, where[:80])


def _deceives(text: str) -> str:
    ours = all(ord(letter) < 0x250 for letter in text if letter.isalpha())
    if any(mark in text for mark in _MIDDLE) or (ours and _MARKS.search(text)):
        return "direction_mark"
    return "hidden_letter" if _UNSEEN.search(text) else ""


def _texts(form: xforms.Form) -> Iterator[tuple[str, str]]:
    yield "settings", form.title
    for language, entries in form.itext.items():
        for name, entry in entries.items():
            for fragments in entry.values():
                words = "".join(each for each in fragments if isinstance(each, str))
                yield f"{name} {language}", words
    for path, control in form.controls.items():
        for text in (control.label, control.hint):
            yield "/" + "/".join(path), text.source
