"""Ways of writing a form that published fixtures have: namespaces without prefix, empty actions."""

from lxml import etree

from moeli.standards import xforms
from tests.standards.xforms.conftest import the_context
from tests.standards.xforms.test_bad_forms import form


def begun(data: bytes) -> xforms.Session:
    return xforms.begin(xforms.load(data), the_context())


def test_an_instance_in_a_namespace_of_its_own_is_submitted_in_it() -> None:
    session = begun(form(root='id="f" xmlns="urn:own"', body='<input ref="/data/a"/>'))
    assert session.answer("Lineo") == ()
    xml = session.to_instance_xml()
    assert '<data xmlns="urn:own" id="f"><a>Lineo</a>' in xml
    spaces = {etree.QName(each).namespace for each in etree.fromstring(xml.encode()).iter()}
    assert spaces == {"urn:own"}
    again, problems = xforms.submitted(session.form, xml.encode(), the_context())
    assert (again.values()["/data/a"], problems) == ("Lineo", ())


def test_a_part_in_a_namespace_of_its_own_declares_it_where_it_begins() -> None:
    meta = '<a/><meta xmlns="http://openrosa.org/xforms"><instanceID/></meta>'
    xml = begun(form(instance=meta)).to_instance_xml()
    assert '<a/><meta xmlns="http://openrosa.org/xforms"><instanceID/></meta>' in xml
    assert etree.fromstring(xml.encode()).find("{http://openrosa.org/xforms}meta") is not None


def test_an_action_with_an_empty_value_empties_whatever_its_text_says() -> None:
    event = 'event="odk-instance-first-load"'
    said = f'<setvalue ref="/data/a" {event}>said</setvalue>'
    assert begun(form(said)).values()["/data/a"] == "said"
    emptied = f'<setvalue ref="/data/a" {event} value="">said</setvalue>'
    assert begun(form(emptied, instance="<a>before</a>")).values()["/data/a"] == ""
