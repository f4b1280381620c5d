"""The components of our pages; each but the smallest has a template in `moeli/components/`."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

_NAMELESS = ("required", "invalid", "invalid_choice", "max_length", "min_length")
# Thirty stand on a page: a template of its own would cost more than all else in their rows.
_STATE = '<span class="state is-{}"><span class="state-shape" aria-hidden="true">{}</span>{}</span>'
_SHAPES = {"good": "✓", "bad": "✕", "warn": "!", "wait": "…", "neutral": "–"}


@register.simple_tag
def state_tag(tone: str, word: str | Promise) -> SafeString:
    """A state as word, shape and colour; `tone` is good, bad, warn, wait or neutral."""
    return format_html(_STATE, tone, _SHAPES[tone], word)


@register.inclusion_tag("moeli/components/error_summary.html")
def error_summary(form: BaseForm) -> Mapping[str, Any]:
    """All errors of a form above it, each leading to its field; it takes the focus."""
    return {"problems": list(_problems(form))}


@register.inclusion_tag("moeli/components/notices.html", takes_context=True)
def notices(context: Mapping[str, Any]) -> Mapping[str, Any]:
    """What just happened, said once."""
    return {"messages": context.get("messages", ())}


@register.simple_block_tag
def panel(content: SafeString, title: str | Promise = "") -> SafeString:
    """A bordered part of a page."""
    return _rendered("panel", {"content": content, "title": title})


@register.simple_block_tag
def empty(content: SafeString, title: str | Promise) -> SafeString:
    """What stands where a list has nothing: why, and what to do."""
    return _rendered("empty", {"content": content, "title": title})


@register.simple_tag
def is_practice() -> bool:
    """Whether this is the practice desk; asked of the settings, so that a bare page knows too."""
    return bool(settings.MOELI_PRACTICE)


@register.filter
def widget_is(field: BoundField, name: str) -> bool:
    """Whether a field's input is of this kind (`radioselect`, `checkbox`, `select`, …)."""
    return field.widget_type == name


def _problems(form: BaseForm) -> Iterable[tuple[str, str]]:
    for name, errors in form.errors.as_data().items():
        field = form[name] if name in form.fields else None
        target = _target(field) if field else ""
        for error in errors:
            yield from ((target, _named(field, error.code, each)) for each in error.messages)


def _named(field: BoundField | None, code: str | None, sentence: str) -> str:
    """A sentence that any field may say begins with the field's name."""
    return f"{field.label}: {sentence}" if field and code in _NAMELESS else sentence


def _target(field: BoundField) -> str:
    """The id of the input to go to; a group of choices has no label of its own, so its first."""
    return field.id_for_label or str(next((each.id_for_label for each in field), ""))


def _rendered(name: str, shown: Mapping[str, Any]) -> SafeString:
    return render_to_string(f"moeli/components/{name}.html", dict(shown))
