"""An answer in words: labels of what was chosen, days as they are written here."""

from django.utils.translation import gettext

from moeli.forms.answering import fields_of
from moeli.forms.presenters.attached import file_words
from moeli.standards.xforms import Question

_CHOSEN = frozenset(("select1", "select", "rank"))


def words_of(question: Question) -> str:
    """The answer as a person reads it; empty where there is none."""
    if not question.value:
        return ""
    if question.kind == "trigger":
        return gettext("Confirmed")
    if question.kind in _CHOSEN:
        labels = {each.value: each.label.text or each.value for each in question.choices}
        chosen = [labels.get(value, value) for value in question.value.split()]
        if question.kind == "rank":
            return " ".join(f"{at}. {label}" for at, label in enumerate(chosen, start=1))
        return ", ".join(chosen)
    if question.kind == "upload":
        return file_words(question.value)
    return ", ".join(fields_of(question))
