"""Writes the reference pages that the registries of the rooms already know.

Each function returns one page as Markdown; `PAGES` says where it lies. A test writes them again
and compares.
"""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings

from moeli.cli import COMMANDS, parser_of
from moeli.platform import room
from moeli.platform.access import matrix
from moeli.platform.errors import ErrorCode

_OTHERS = {
    "account.EmailAddress": "Not used: nobody signs up by e-mail; the table stays empty",
    "account.EmailConfirmation": "Not used; the table stays empty",
    "auth.Group": "Not used: roles are data, not groups; the table stays empty",
    "auth.Permission": "Written by Django's migrations; nothing in Moeli asks it",
    "axes.AccessAttempt": "Failed sign-ins by name and booth: until a success or the lock's end",
    "axes.AccessAttemptExpiration": "The end of each lock-out: as long as its attempt",
    "axes.AccessFailureLog": "Not written: the journal is the access log",
    "axes.AccessLog": "Not written: the journal is the access log",
    "contenttypes.ContentType": "Written by Django's migrations: names of tables",
    "mfa.Authenticator": "Second factors, their secrets sealed: until removed by owner or manager",
    "django_tasks_database.DBTaskResult": "An attempt that is due: until a worker takes it",
    "sessions.Session": "12 hours at most; at once when a person is disabled",
}


def actions() -> str:
    """Every action and the roles that have it."""
    granted = matrix.roles_by_action()
    rows = (
        (f"`{action.code}`", action.label, ", ".join(granted.get(action.code, ())))
        for action in sorted(room.actions().values(), key=lambda each: each.code)
    )
    return _page("Actions", "What a role can be allowed to do.", ("action", "means", "roles"), rows)


def verbs() -> str:
    """Every journal verb."""
    rows = (
        (f"`{verb.name}`", verb.label, "yes" if verb.project else "no: it only witnesses")
        for verb in sorted(room.verbs().values(), key=lambda each: each.name)
    )
    return _page("Journal verbs", "Every kind of entry.", ("verb", "means", "writes rows"), rows)


def retention() -> str:
    """How long each table's rows are kept."""
    ours = (
        (f"`{model._meta.label}`", f"`{name}`", room.retention_classes()[name].label)
        for model in _models()
        if (name := getattr(model, "retention", None))
    )
    others = ((f"`{label}`", "", why) for label, why in _present(_OTHERS))
    intro = (
        "How long the rows of each table are kept. No period has been verified with an office yet."
    )
    return _page("Retention", intro, ("table", "class", "kept"), [*ours, *others])


def errors() -> str:
    """Every anticipated error with its sentence."""
    import_module(settings.ROOT_URLCONF)  # which imports every room whole
    ours = (each for each in ErrorCode.__subclasses__() if each.__module__.startswith("moeli."))
    reasons = (reason for codes in ours for reason in codes)
    rows = (
        (f"`{reason.code}`", reason.status, reason.sentence)
        for reason in sorted(reasons, key=lambda each: (each.code, str(each.sentence)))
    )
    return _page("Errors", "Every anticipated error.", ("code", "status", "sentence"), rows)


def commands() -> str:
    """Every command with its arguments."""
    parts = [
        f"## {name}\n\n```\n{parser_of(name).format_help().strip()}\n```\n" for name in COMMANDS
    ]
    note = "Written by `./moeli docs` from the commands; do not edit."
    return f"# Commands\n\n{note}\n\n" + "\n".join(parts)


PAGES: Mapping[str, Callable[[], str]] = {
    "docs/reference/commands.md": commands,
    "docs/reference/actions.md": actions,
    "docs/reference/verbs.md": verbs,
    "docs/reference/retention.md": retention,
    "docs/reference/errors.md": errors,
}


def _models() -> list[Any]:
    return sorted(apps.get_models(), key=lambda model: model._meta.label)


def _present(others: Mapping[str, str]) -> list[tuple[str, str]]:
    installed = {model._meta.label for model in _models()}
    return [(label, why) for label, why in others.items() if label in installed]


def _page(title: str, intro: str, heads: tuple[str, ...], rows: Iterable[Iterable[object]]) -> str:
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    lines += [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]
    note = "Written by `./moeli docs` from the rooms; do not edit."
    return f"# {title}\n\n{intro} {note}\n\n" + "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    return str(value).replace("|", r"\|")
