"""Secondary instances: inline, or from a CSV, GeoJSON or XML file that is handed in."""

import csv
import json
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

from lxml import etree

from moeli.standards.xforms.form import Blueprint
from moeli.standards.xforms.limits import LARGEST_ATTACHMENT, MOST_ITEMS
from moeli.standards.xforms.problems import FormError, Problem
from moeli.standards.xforms.reading.guard import guarded
from moeli.standards.xforms.reading.names import local
from moeli.standards.xforms.tree import Node

Attachments = Mapping[str, bytes]
_LAST_SAVED = "jr://instance/last-saved"


def document(name: str) -> Node:
    """A document node: what `instance('name')` gives."""
    return Node(name, None, (), primary=False)


def inline(element: etree._Element) -> Node:
    """The instance that stands in the form."""
    root = document(str(element.get("id")))
    for child in element:
        _grow(root, child)
    return root


def _grow(parent: Node, element: etree._Element) -> None:
    node = _child(parent, local(element), "" if len(element) else (element.text or ""))
    node.attributes = {str(key): str(value) for key, value in element.attrib.items()}
    for child in element:
        _grow(node, child)


def _child(parent: Node, name: str, value: str = "") -> Node:
    node = Node(name, parent, (), primary=False)
    node.value = value
    parent.append(node)
    return node


def external(name: str, source: str, attachments: Attachments, blank: Blueprint) -> Node:
    """The instance from a file; FormError where it is missing or cannot be read."""
    if source.strip() == _LAST_SAVED:
        return last_saved(name, blank)
    file = source.rsplit("/", 1)[-1]
    data = _attached(file, attachments)
    if file.lower().endswith(".geojson"):
        return _table(name, _features_of(data, file))
    if file.lower().endswith(".csv") or ("file-csv" in source and not file.endswith(".xml")):
        return _table(name, _rows_of(data, file))
    root = document(name)
    _grow(root, guarded(data, largest=LARGEST_ATTACHMENT, what=file))
    return root


def last_saved(name: str, blank: Blueprint) -> Node:
    """The last submission as a form sees it here: blank."""
    root = document(name)
    _blank(root, blank)
    return root


def listed(name: str, file: str, list_name: str, attachments: Attachments) -> Node:
    """The rows of a CSV file, or those of one list in it. FormError as `external`."""
    rows = _rows_of(_attached(file, attachments), file)
    mine = (row for row in rows if not list_name or row.get("list_name") == list_name)
    return _table(name, mine)


def _attached(file: str, attachments: Attachments) -> bytes:
    data = attachments.get(file)
    if data is None:
        raise FormError(Problem("attachment_missing", values={"file": file}))
    if len(data) > LARGEST_ATTACHMENT:
        raise _refused("too_large", file, most=f"{LARGEST_ATTACHMENT:,}")
    return data


def _blank(parent: Node, blueprint: Blueprint) -> None:
    node = _child(parent, blueprint.path[-1])
    for child in blueprint.children:
        _blank(node, child)


def _table(name: str, rows: Iterator[Mapping[str, str]]) -> Node:
    held = document(name)
    root = _child(held, "root")
    for row in rows:
        item = _child(root, "item")
        for column, value in row.items():
            word, _, language = column.partition("::")
            cell = _child(item, word, value)
            if language:
                cell.attributes["lang"] = language
    return held


def _refused(code: str, file: str, **values: str) -> FormError:
    return FormError(Problem(code, what=file, values={"file": file, **values}))


def _rows_of(data: bytes, file: str) -> Iterator[Mapping[str, str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused("not_utf8", file) from error
    first = text.partition("\n")[0]
    delimiter = next((each for each in ",;\t" if each in first), ",")
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = [word.strip() for word in next(reader, [])]
        if not header or len(set(header)) != len(header) or not all(map(_is_name, header)):
            raise _refused("csv_header", file, header=", ".join(header)[:100])
        for number, row in enumerate(reader):
            if number >= MOST_ITEMS:
                raise _refused("too_many_items", file, most=f"{MOST_ITEMS:,}")
            if row:
                yield dict(zip(header, [*row, *[""] * len(header)], strict=False))
    except csv.Error as error:
        raise _refused("csv_broken", file, why=str(error)) from error


def _is_name(word: str) -> bool:
    word = word.partition("::")[0]  # label::French
    return bool(word) and (word[0].isalpha() or word[0] == "_") and not set(word) & set(" <>&'\"/")


def _features_of(data: bytes, file: str) -> Iterator[Mapping[str, str]]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _refused("geojson_broken", file) from error
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or found.get("type") != "FeatureCollection":
        raise _refused("geojson_broken", file)
    if len(features) > MOST_ITEMS:
        raise _refused("too_many_items", file, most=f"{MOST_ITEMS:,}")
    for feature in features:
        try:
            yield _feature(feature)
        except (TypeError, KeyError, ValueError, AttributeError, RecursionError) as error:
            raise _refused("geojson_broken", file) from error


def _feature(feature: Mapping[str, Any]) -> Mapping[str, str]:
    row = {"geometry": _geometry(feature["geometry"])}
    properties = dict(feature.get("properties") or {})
    if "id" in feature:
        properties["id"] = feature["id"]
    for name, value in properties.items():
        if value is not None and _is_name(name):
            row[name] = _primitive(value)
    return row


def _primitive(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    raise ValueError(value)


def _geometry(geometry: Mapping[str, Any]) -> str:
    kind, coordinates = geometry["type"], geometry["coordinates"]
    points = [coordinates] if kind == "Point" else coordinates
    points = points if kind in ("Point", "LineString") else coordinates[0]
    return ";".join(
        f"{_primitive(float(lat))} {_primitive(float(lon))} 0 0" for lon, lat, *_ in points
    )
