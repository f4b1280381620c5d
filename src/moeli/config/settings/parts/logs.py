"""Logs: to standard error, one line an event, by allow-list (see `moeli.platform.logbook`)."""

from typing import Any

from moeli.config.settings.parts.home_file import told
from moeli.config.settings.parts.places import HOME


def logging_as(lines: str, level: str) -> dict[str, Any]:
    """Django's LOGGING with everything through our formatter: `json_lines` or `plain_lines`.

    `level` is that of our own events, unless MOELI_LOG_LEVEL says another.
    """
    ours = {"handlers": [], "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"ours": {"()": f"moeli.platform.logbook.lines.{lines}"}},
        "handlers": {
            "stderr": {"class": "moeli.platform.logbook.lines.LinesHandler", "formatter": "ours"}
        },
        "loggers": {
            # Django's own handlers would print addresses, and mail what people typed.
            "django": ours,
            "django.server": ours,
            "django.request": {"level": "ERROR"},  # `request.done` tells of the rest
            "moeli": {"level": told(HOME, "log_level") or level},
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
    }


LOGGING = logging_as("plain_lines", "WARNING")


def granian_logs(ours: dict[str, Any]) -> dict[str, Any]:
    """The web server's own log configuration: its lines through our formatter too."""
    quiet = {"level": "WARNING", "handlers": ["stderr"], "propagate": False}
    servers = {"_granian": quiet, "granian.access": {"handlers": [], "propagate": False}}
    return ours | {"loggers": ours["loggers"] | servers}
