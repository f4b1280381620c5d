"""The role table the other way round: who holds each action. Pure."""

from collections.abc import Mapping

from moeli.platform.access import roles


def roles_by_action() -> Mapping[str, tuple[str, ...]]:
    """Action code → the ids of the roles that have it, in the order of the table."""
    held: dict[str, tuple[str, ...]] = {}
    for role in roles.roles().values():
        for action in role.actions:
            held[action] = (*held.get(action, ()), role.id)
    return held
