"""What a new edition changes, question by question: the change notice writes itself. Pure."""

from collections.abc import Iterator, Mapping
from itertools import zip_longest

from moeli.forms.editions.reading import Edition, read
from moeli.platform.room import PublicationChange
from moeli.standards import xforms
from moeli.standards.xforms.form import Rule

_Told = Mapping[str, str]
_LONGEST = 600


def count(content: bytes) -> int:
    """How many questions the edition asks."""
    form = read(content).form
    return len(form.controls) if form else 0


def difference(old: bytes, new: bytes) -> Iterator[PublicationChange]:
    """Settings, questions and files that were added, removed or changed.

    A question that is new or gone is one change; of one that stays, each property that differs.
    """
    before, after = told(read(old)) if old else {}, told(read(new))
    for part in dict.fromkeys((*after, *before)):
        yield from _changes(part, before.get(part), after.get(part))


def told(edition: Edition) -> Mapping[str, _Told]:
    """Part → property → words, in the order of the form."""
    form = edition.form
    if form is None:
        return {}
    found: dict[str, _Told] = {"settings": _settings(edition, form)}
    papers = [xforms.on_paper(form, language) for language in form.languages]
    for lines in zip(*papers, strict=True):
        found["/".join(lines[0].path[1:])] = _line(form, lines)
    for path, bind in form.binds.items():
        name = "/".join(path[1:])
        if bind.calculate is not None and name not in found:
            found[name] = {"type": "calculate", "calculation": bind.calculate.source}
    for name, media in sorted(edition.media.items()):
        found[name] = {"file": f"{media.type} {media.sha256[:12]}"}
    return found


def _changes(part: str, before: _Told | None, after: _Told | None) -> Iterator[PublicationChange]:
    if before is None or after is None:
        yield PublicationChange(part, _all(before), _all(after))
        return
    for name in dict.fromkeys((*after, *before)):
        if before.get(name, "") != after.get(name, ""):
            row = f"{part} · {name}"
            yield PublicationChange(row, _cut(before.get(name)), _cut(after.get(name)))


def _all(parts: _Told | None) -> str:
    return _cut("; ".join(f"{name}: {words}" for name, words in parts.items())) if parts else ""


def _cut(words: str | None) -> str:
    words = words or "–"
    return words if len(words) <= _LONGEST else words[:_LONGEST] + "…"


def _settings(edition: Edition, form: xforms.Form) -> _Told:
    return _kept(
        {
            "form_title": form.title,
            "version": form.version,
            "scope": edition.scope,
            "asked_on": edition.asked_on,
            "languages": ", ".join(form.languages),
        }
    )


def _line(form: xforms.Form, lines: tuple[xforms.Line, ...]) -> _Told:
    first, bind = lines[0], lines[0].bind
    control = first.control
    found = {"type": f"{control.kind} {bind.type}" if control else first.kind}
    for language, line in zip_longest(form.languages, lines, fillvalue=""):
        assert isinstance(line, xforms.Line)
        found |= _words(line, f" ({language})" if language else "")
    for name, rule in bind.rules():
        found[name] = _source(rule)
    if control is not None:
        found["appearance"] = control.appearance
        found["bounds"] = " ".join(f"{key}={value}" for key, value in control.bounds.items())
    return _kept(found)


def _words(line: xforms.Line, language: str) -> _Told:
    choices = "; ".join(f"{each.value} = {each.label.text}" for each in line.choices)
    return {
        f"label{language}": line.label.text,
        f"hint{language}": line.hint.text,
        f"guidance{language}": line.hint.guidance,
        f"required message{language}": line.required_message,
        f"constraint message{language}": line.constraint_message,
        f"choices{language}": choices,
        f"media{language}": " ".join(f"{k}={v}" for k, v in sorted(line.label.media.items())),
    }


def _source(rule: Rule) -> str:
    return rule.source


def _kept(found: _Told) -> _Told:
    return {name: words for name, words in found.items() if words}
