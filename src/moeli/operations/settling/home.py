"""The home folder: closed to others, with its node, its keys and its settings.

Every step makes only what is missing, so a setup that was interrupted goes on, and one that is
repeated changes nothing.
"""

import secrets
from pathlib import Path

from moeli.config.settings.parts.home_file import written
from moeli.config.settings.parts.secret import made_at_first_start
from moeli.operations.errors import OperationsError
from moeli.operations.settling.answers import Answers
from moeli.operations.settling.home_toml import remember_all
from moeli.operations.watching.who_may_look import token_file
from moeli.platform import keyfiles, node
from moeli.platform.errors import MoeliError

_OWNER_ONLY = 0o700


def furnish(home: Path, answers: Answers) -> node.Node:
    """Make what is missing. Raises MoeliError, above all when the home is another node's."""
    for folder in (home, node.keys_folder(home)):
        folder.mkdir(parents=True, exist_ok=True, mode=_OWNER_ONLY)
        folder.chmod(_OWNER_ONLY)
    made_at_first_start(home)
    keyfiles.read_or_make(token_file(home), secrets.token_urlsafe(32).encode())
    this_node = node.load_or_make(
        home, role=answers.role, port=answers.place, live_from=answers.live_from
    )
    if (this_node.role, this_node.port) != (answers.role, answers.place):
        there = f"this home is already {this_node.role} {this_node.port}".rstrip()
        raise MoeliError(OperationsError.SETUP_ANSWER, question="role", why=there)
    _settings(home, answers, this_node)
    return this_node


def _settings(home: Path, answers: Answers, this_node: node.Node) -> None:
    """Lines that are there already stay as people may have changed them."""
    anchors = answers.copies / f"anchors-{str(this_node.id)[-12:]}.jsonl"
    wanted: dict[str, str | list[str]] = {
        "settings": "production",
        "hosts": list(answers.hosts),
        "anchor_copy": str(anchors),
        "backup_to": str(answers.copies),
    }
    present = written(home)
    remember_all(home, {key: value for key, value in wanted.items() if key not in present})
