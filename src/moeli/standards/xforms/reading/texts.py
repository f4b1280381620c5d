"""Labels, hints and itext: words with outputs between them."""

from lxml import etree

from moeli.standards.xforms.form import Entry, Fragments, Text
from moeli.standards.xforms.reading.collecting import Collector
from moeli.standards.xforms.reading.names import attribute, local
from moeli.standards.xforms.tree import Names


def label_of(element: etree._Element, name: str, path: Names, collector: Collector) -> Text:
    """The `label` or `hint` child of an element."""
    for child in element:
        if local(child) == name:
            ref = child.get("ref")
            if ref is not None:
                return collector.reference(ref.strip(), path, name)
            found = fragments_of(child, path, name, collector)
            return Text(fragments=found, source="".join(str(each) for each in child.itertext()))
    return Text()


def fragments_of(
    element: etree._Element, path: Names, what: str, collector: Collector
) -> Fragments:
    """Words and outputs; spaces at both ends go, those of pyxform around an output stay."""
    found: list[object] = [element.text or ""]
    for child in element:
        if local(child) == "output":
            source = child.get("value") or child.get("ref")
            rule = collector.rule(source, path, what)
            found.append(rule.run if rule else "")
        else:
            found.append("".join(str(each) for each in child.itertext()))
        found.append(child.tail or "")
    return _trimmed(found)


def _trimmed(found: list[object]) -> Fragments:
    if isinstance(found[0], str):
        found[0] = found[0].lstrip()
    if isinstance(found[-1], str):
        found[-1] = found[-1].rstrip()
    return tuple(each for each in found if each != "")  # type: ignore[misc]


def itext_of(
    model: etree._Element, collector: Collector
) -> tuple[dict[str, dict[str, Entry]], str]:
    """Language → id → entry, and the default language."""
    languages: dict[str, dict[str, Entry]] = {}
    default = ""
    for itext in (child for child in model if local(child) == "itext"):
        for translation in itext:
            language = translation.get("lang", "")
            entries = languages.setdefault(language, {})
            if translation.get("default") is not None:
                default = language
            for text in translation:
                entries[text.get("id", "")] = _entry(text, collector)
    return languages, default or next(iter(languages), "")


def _entry(text: etree._Element, collector: Collector) -> Entry:
    path = _path_in(text.get("id", ""), collector)
    entry: dict[str, Fragments] = {}
    for value in text:
        form = attribute(value, "form") or ""
        entry.setdefault(form, fragments_of(value, path, "label", collector))
    return entry


def _path_in(name: str, collector: Collector) -> Names:
    """The node that an entry belongs to: pyxform names it /data/age:label."""
    path = tuple(name.partition(":")[0].strip("/").split("/"))
    while path and path not in collector.model:
        path = path[:-1]
    return path
