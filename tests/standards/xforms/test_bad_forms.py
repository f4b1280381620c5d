"""XForms from outside that are broken, hostile, or more than Moeli's subset."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moeli.standards import xforms
from moeli.standards.xforms import limits
from tests.standards.xforms.conftest import the_context
from tests.standards.xforms.test_xpath_cases import WORLD
from tests.trying import examples

SPACES = (
    'xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms"'
)


def form(
    model: str = "", body: str = "", instance: str = "<a/><r><x/></r>", root: str = 'id="f"'
) -> bytes:
    return (
        f"<h:html {SPACES}><h:head><h:title>F</h:title><model>"
        f"<instance><data {root}>{instance}</data></instance>{model}"
        f"</model></h:head><h:body>{body}</h:body></h:html>"
    ).encode()


def refused(data: bytes) -> list[str]:
    with pytest.raises(xforms.FormError) as error:
        xforms.load(data)
    return [problem.code for problem in error.value.problems]


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("start", [LAUGHS, OUTSIDE, b"<!DOCTYPE html>"])
def test_document_types_and_entities_are_refused(start: bytes) -> None:
    assert refused(start + form(instance="<a>&a;</a>")) == ["xml_doctype"]
    for coding in ("utf-16", "utf-16-le", "utf-32", "cp500", "utf-7"):
        named = f'<?xml version="1.0" encoding="{coding}"?>'.encode()
        hidden = (named + start + form()).decode().encode(coding)
        assert refused(hidden) == ["xml_doctype"]


def test_old_codings_that_write_ascii_as_ascii_are_read() -> None:
    named = b'<?xml version="1.0" encoding="windows-1252"?>'
    data = named + form(instance="<a>mos\u00e9tho</a>").decode().encode("cp1252")
    assert xforms.begin(xforms.load(data), the_context()).values()["/data/a"] == "mosétho"


def test_inclusions_are_refused() -> None:
    include = (
        '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/hostname" parse="text"/>'
    )
    assert refused(form(instance=include)) == ["xml_include"]


def test_depth_number_and_size_have_their_caps(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = "<g>" * 100 + "</g>" * 100
    assert refused(form(instance=deep)) == ["too_deep"]
    monkeypatch.setattr("moeli.standards.xforms.reading.guard.MOST_ELEMENTS", 20)
    assert refused(form(instance="<a/>" * 20)) == ["too_many_elements"]
    assert refused(b" " * (limits.LARGEST_FORM + 1)) == ["too_large"]


def test_the_deepest_form_that_is_taken_and_one_deeper() -> None:
    around = len(("html", "head", "model", "instance", "data"))
    most = limits.DEEPEST_FORM - around
    nested = "<a/>" + "<g>" * most + "</g>" * most
    assert xforms.load(form(instance=nested)).id == "f"
    assert refused(form(instance=f"<g>{nested}</g>")) == ["too_deep"]


QUERY = '<input ref="/data/a" query="instance(\'l\')/root/item"/>'


def searching(appearance: str) -> str:
    item = "<item><label>label</label><value>name</value></item>"
    return f'<select1 ref="/data/a" appearance="{appearance}">{item}</select1>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (form('<bind nodeset="/data/b" type="int"/>'), "bind_missing"),
        (form('<odk:recordaudio ref="/data/a" event="odk-instance-load"/>'), "records_sound"),
        (form(body='<range ref="/data/a" end="10" step="1"/>'), "range_open"),
        (
            form(body='<input ref="/data/a"><label><output value="/data/z"/></label></input>'),
            "output_missing",
        ),
        (form(body='<input ref="/data/a"><label ref="translate(x)"/></input>'), "translate_one"),
    ],
)
def test_what_other_engines_take_is_taken_and_the_author_is_told(data: bytes, code: str) -> None:
    report = xforms.lint(data)
    assert (report.sound, code in [each.code for each in report.findings]) == (True, True)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<html/>", "not_a_form"),
        (b"<h:html", "not_xml"),
        (b"", "not_xml"),
        (form(root=""), "no_form_id"),
        (form('<bind nodeset="/data/@id" calculate="1"/>'), "attribute_bind"),
        (form('<bind nodeset="/data/a" type="geoshape"/>'), "geographic"),
        (form('<bind nodeset="/data/a" relevant="distance(.) > 1"/>'), "geographic_function"),
        (form('<odk:setgeopoint ref="/data/a" event="odk-instance-first-load"/>'), "geographic"),
        (form('<setvalue ref="/data/a" event="submitted"/>'), "event_unknown"),
        (form('<setvalue ref="/data/z" event="odk-instance-load"/>'), "reference_missing"),
        (form('<submission base64RsaPublicKey="x"/>'), "encrypted"),
        (form(body='<input ref="/data/z"/>'), "reference_missing"),
        (form(body='<repeat nodeset="/data/z"/>'), "reference_missing"),
        (form(body='<hologram ref="/data/a"/>'), "element_unknown"),
        (form(body='<range ref="/data/a" start="1" end="x"/>'), "range_bounds"),
        (form(body='<range ref="/data/a" start="1" end="9" step="0"/>'), "range_bounds"),
        (form(body='<input ref="/data/a" query="1"/>'), "itemset_unknown"),
        (form(body=QUERY), "attachment_missing"),
        (form(body=searching("search(.)")), "search_appearance"),
        (form(body=searching("search('l')")), "attachment_missing"),
        (
            form(body='<select1 ref="/data/a"><itemset nodeset="1 + 1"/></select1>'),
            "itemset_unknown",
        ),
        (form(body='<input ref="/data/a"><label ref="1 +"/></input>'), "expression_incomplete"),
        (form('<instance id="l" src="jr://file-csv/l.csv"/>'), "attachment_missing"),
    ],
)
def test_what_is_broken_or_outside_the_subset_is_named(data: bytes, code: str) -> None:
    assert refused(data) == [code]


def test_all_problems_of_a_form_come_at_once() -> None:
    model = '<bind nodeset="/data/a" relevant="counts(.)" constraint="1 +" type="geopoint"/>'
    assert sorted(refused(form(model))) == [
        "expression_incomplete",
        "geographic",
        "unknown_function",
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"name;label\nm\xe9;x\n", "not_utf8"),
        (b"", "csv_header"),
        (b"name,name\na,b\n", "csv_header"),
        (b"na me,label\na,b\n", "csv_header"),
        (b"name,label\n" + b'"' + b"x" * 140_000 + b'",y\n', "csv_broken"),
    ],
)
def test_a_list_that_cannot_be_read_is_named(content: bytes, code: str) -> None:
    data = form('<instance id="l" src="jr://file-csv/l.csv"/>')
    with pytest.raises(xforms.FormError) as error:
        xforms.load(data, {"l.csv": content})
    assert [problem.code for problem in error.value.problems] == [code]
    assert error.value.problems[0].values["file"] == "l.csv"


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"[]",
        b'{"type":"Feature"}',
        b'{"type":"FeatureCollection","features":[1]}',
        b"[" * 9_000,
        b'{"type":"FeatureCollection","features":[{"properties":{"a":[]},"geometry":{}}]}',
    ],
)
def test_geojson_that_is_none_is_named(content: bytes) -> None:
    data = form('<instance id="l" src="jr://file/l.geojson"/>')
    with pytest.raises(xforms.FormError) as error:
        xforms.load(data, {"l.geojson": content})
    assert [problem.code for problem in error.value.problems] == ["geojson_broken"]


def test_a_csv_may_have_a_mark_semicolons_and_short_rows() -> None:
    count = "count(instance('l')/root/item[label = ''])"
    model = (
        f'<instance id="l" src="jr://file-csv/l.csv"/><bind nodeset="/data/a" calculate="{count}"/>'
    )
    loaded = xforms.load(form(model), {"l.csv": "\ufeffname;label\nm;\ns\n\n".encode()})
    assert xforms.begin(loaded, the_context()).values()["/data/a"] == "2"


def test_last_saved_is_a_blank_of_the_form() -> None:
    model = (
        '<instance id="last-saved" src="jr://instance/last-saved"/>'
        '<setvalue ref="/data/a" event="odk-instance-first-load" '
        "value=\"concat('[', instance('last-saved')/data/a, ']')\"/>"
    )
    assert xforms.begin(xforms.load(form(model)), the_context()).values()["/data/a"] == "[]"


def test_work_without_end_is_stopped_and_said() -> None:
    rows = "".join(f"<item><n>{at}</n></item>" for at in range(3_000))
    model = (
        f'<instance id="l"><root>{rows}</root></instance>'
        "<bind nodeset=\"/data/a\" calculate=\"count(instance('l')/root/item[count(instance('l')"
        '/root/item[n &gt; 1]) &gt; 1])"/>'
    )
    session = xforms.begin(xforms.load(form(model)), the_context())
    assert [problem.code for problem in session.problems()] == ["too_much_work"]


HOURS = ("(a+)+", "(a*)*b", "(x+x+)+y", "([a-z]+)*", "(a|aa)+", "(.*)+", "(ab|ab)*", "(a?){64}")


@pytest.mark.parametrize("pattern", [*HOURS, "(a{1,60}){1,60}", "a{0,60}" * 8])
def test_a_pattern_that_could_run_for_hours_is_refused_when_the_form_is_loaded(
    pattern: str,
) -> None:
    assert refused(form(f'<bind nodeset="/data/a" constraint="regex(., \'{pattern}\')"/>')) == [
        "pattern_costly"
    ]


def test_repetitions_beside_each_other_look_at_short_texts_only() -> None:
    model = f"<bind nodeset=\"/data/a\" calculate=\"regex('{'a' * 1_900}', 'a*a*a*a*b')\"/>"
    session = xforms.begin(xforms.load(form(model)), the_context())
    assert [problem.code for problem in session.problems()] == ["text_too_long"]


def test_a_pattern_that_is_none_is_named() -> None:
    assert refused(form('<bind nodeset="/data/a" constraint="regex(., \'[a-\')"/>')) == [
        "pattern_broken"
    ]


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("[A-Za-z]+( [A-Za-z]+)*", "Lineo Mokoena Thabo", "true"),
        (r"[a-z0-9._]+@[a-z0-9.]+\\.[a-z]{2,}".replace("\\\\", "\\"), "lineo@example.ls", "true"),
        (r"(\+266)?[0-9]{8}", "+26658123456", "true"),
        (r"([0-9]{4}-)*[0-9]{4}", "1234-5678-9012", "true"),
    ],
)
def test_patterns_that_authors_write_work(pattern: str, text: str, fits: str) -> None:
    model = f"<bind nodeset=\"/data/a\" calculate=\"regex('{text}', '{pattern}')\"/>"
    session = xforms.begin(xforms.load(form(model)), the_context())
    assert session.problems() == ()
    assert session.values()["/data/a"] == fits


_WORLD = WORLD.read_bytes()


@settings(max_examples=examples(150))
@given(st.integers(0, len(_WORLD) - 1), st.binary(max_size=20))
def test_a_damaged_form_is_read_or_refused(at: int, noise: bytes) -> None:
    report = xforms.lint(_WORLD[:at] + noise + _WORLD[at + len(noise) :])
    assert report.findings or report.form is not None
    if report.sound and report.form is not None:
        assert xforms.begin(report.form, the_context()).current.key


@given(st.text("<>/&;!\"'= abc[]", max_size=200))
def test_any_text_that_looks_like_xml_is_refused_with_a_reason(text: str) -> None:
    assert xforms.lint(b"<" + text.encode()).findings
