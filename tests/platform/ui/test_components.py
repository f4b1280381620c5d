"""A state is never colour alone; an error leads to its field; text is never markup."""

import pytest
from django.template import Context, Template

from tests.platform.ui.pages import Crossing

HOSTILE = "<b>&"


def rendered(source: str, **shown: object) -> str:
    return Template(source).render(Context(shown))


@pytest.mark.parametrize("tone", ["good", "bad", "warn", "wait", "neutral"])
def test_a_state_is_said_by_word_shape_and_colour(tone: str) -> None:
    shown = rendered("{% state_tag tone 'Read' %}", tone=tone)
    assert "Read</span>" in shown
    assert f"is-{tone}" in shown
    assert 'aria-hidden="true"' in shown


def test_no_two_tones_have_the_same_shape() -> None:
    tones = ["good", "bad", "warn", "wait", "neutral"]
    shown = {rendered("{% state_tag tone '' %}", tone=tone).replace(tone, "") for tone in tones}
    assert len(shown) == len(tones)


def test_a_tone_that_does_not_exist_is_a_defect() -> None:
    with pytest.raises(KeyError):
        rendered("{% state_tag 'purple' 'Read' %}")


@pytest.mark.parametrize(
    "source",
    [
        "{% state_tag 'good' text %}",
        "{% panel title=text %}{{ text }}{% endpanel %}",
        "{% empty title=text %}{{ text }}{% endempty %}",
    ],
)
def test_text_is_never_taken_for_markup(source: str) -> None:
    shown = rendered(source, text=HOSTILE)
    assert HOSTILE not in shown
    assert "&lt;b&gt;&amp;" in shown


def test_a_panel_keeps_the_markup_of_its_page() -> None:
    assert "<p>In</p>" in rendered("{% panel %}<p>In</p>{% endpanel %}")


def test_every_error_in_the_summary_leads_to_something_on_the_page() -> None:
    form = Crossing({"name": "", "way": ""})
    page = rendered("{% error_summary form %}{{ form }}", form=form)
    targets = [part.split('"')[0] for part in page.split('href="#')[1:]]
    assert targets == ["id_name", "id_way_0"]
    assert all(f'id="{target}"' in page for target in targets)


def test_a_sentence_that_any_field_may_say_names_its_field() -> None:
    form = Crossing({"name": "", "way": "in"})
    form.add_error("way", "This way is closed today.")
    shown = rendered("{% error_summary form %}", form=form)
    assert f">{form['name'].label}: This field is required.<" in shown
    assert ">This way is closed today.<" in shown


def test_a_form_without_errors_has_no_summary() -> None:
    assert not rendered("{% error_summary form %}", form=Crossing()).strip()


def test_an_error_that_belongs_to_no_field_is_said_without_a_link() -> None:
    form = Crossing({"name": "A", "way": "in"})
    form.add_error(None, "Too late.")
    shown = rendered("{% error_summary form %}", form=form)
    assert "Too late." in shown
    assert "href" not in shown
