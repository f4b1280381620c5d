"""Light nodes make the XForm that pyxform's own nodes make, to the byte."""

import hashlib
import inspect
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any
from xml.dom.minidom import Attr

import pytest
import pyxform
from hypothesis import given
from hypothesis import strategies as st
from pyxform import section, survey, utils

from moeli.standards import xforms
from moeli.standards.xforms.reading import xlsform
from moeli.standards.xforms.reading.light_nodes import MAKERS, LightNode, lighten, node
from tests.standards.xforms.forms_at_hand import tables, workbooks

# What is replaced or leaned on, and the SHA-256 of its source: see `light_nodes` when one changes.
LEANED_ON = {
    "node": (utils.node, "110f36f783ac717f"),
    "DetachableElement": (utils.DetachableElement, "73eef6851c32d819"),
    "PatchedText": (utils.PatchedText, "4011a7e6815b75df"),
    "escape_text_for_xml": (utils.escape_text_for_xml.__wrapped__, "9cef97fbd755ab5d"),
    "Section.xml_instance": (section.Section.xml_instance, "4dbfc61a5bb62984"),
    "Survey._to_ugly_xml": (survey.Survey._to_ugly_xml, "0e056a725b5d7b62"),
}
NAMES = st.sampled_from(("a", "b", "jr:a", "odk:a", "odk:b", "xmlns:h"))
TEXTS = st.text(st.sampled_from("ab &<>\"'š\n"), max_size=6)


@contextmanager
def the_nodes_of_pyxform(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patched:
        patched.setattr(xlsform, "lighten", lambda: None)
        patched.delattr(LightNode, "toxml")
        for name in MAKERS:
            patched.setattr(f"pyxform.{name}.node", utils.node)
        yield


@pytest.fixture(scope="module")
def forms() -> list[bytes]:
    return [*workbooks(), *tables()]


def test_every_form_at_hand_is_the_same_to_the_byte(
    forms: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    light = [xforms.lint(form).xform for form in forms]
    with the_nodes_of_pyxform(monkeypatch):
        heavy = [xforms.lint(form).xform for form in forms]
        assert b"Lumela" in b"".join(heavy)
    assert light == heavy
    assert all(light)
    assert len(forms) > 190


def test_a_form_is_really_made_of_light_nodes(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    monkeypatch.setattr(LightNode, "toxml", lambda whole: made.append(whole) or "")
    xforms.lint(workbooks()[-1])
    assert [type(each) for each in made] == [LightNode]


def test_no_module_of_pyxform_makes_nodes_that_is_not_named() -> None:
    lighten()
    names = [each.name for each in pkgutil.walk_packages(pyxform.__path__, "pyxform.")]
    makers = {name for name in names if hasattr(import_module(name), "node")} - {"pyxform.utils"}
    assert makers == {f"pyxform.{name}" for name in MAKERS}


@pytest.mark.parametrize("name", LEANED_ON)
def test_what_is_replaced_is_still_what_it_was(name: str) -> None:
    what, known = LEANED_ON[name]
    assert hashlib.sha256(inspect.getsource(what).encode()).hexdigest()[:16] == known


@given(st.lists(st.tuples(NAMES, TEXTS), max_size=5), st.lists(TEXTS, max_size=1), st.booleans())
def test_any_attributes_texts_and_children_are_written_alike(
    attributes: list[tuple[str, str]], texts: list[str], has_child: bool
) -> None:
    def made(by: Any) -> str:
        whole = by("t", *texts, *([by("c", x="1"), 7] if has_child else []))
        for name, value in attributes:
            whole.setAttribute(name, value)
        return str(whole.toxml())

    assert made(node) == made(utils.node)


@pytest.mark.parametrize("text", ['a <output value="/d/a" /> b', '<output value="&lt;" />', "a"])
def test_a_label_with_an_output_is_written_alike(text: str) -> None:
    light = node("label", text, toParseString=True, lang="st").toxml()
    assert light == utils.node("label", text, toParseString=True, lang="st").toxml()


def test_children_are_put_before_others_and_attributes_replaced() -> None:
    def made(by: Any) -> str:
        whole = by("t", (made_of for made_of in (by("a"), by("b"), None)), by="x")
        whole.insertBefore(by("c"), whole._get_lastChild())
        attribute = Attr("by")
        attribute.value = "y"
        whole.setAttributeNode(attribute)
        return str(whole.toxml())

    assert made(node) == made(utils.node) == '<t by="y"><a/><c/><b/></t>'
