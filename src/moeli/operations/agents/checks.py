"""A warning for `./moeli doctor`: the site is served, and something that should look does not."""

from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as Concern
from django.utils.translation import gettext

from moeli.operations import locks
from moeli.operations.agents import standing
from moeli.operations.agents.standing import Standing


@register(Tags.security)
def agents_look(**_others: object) -> list[CheckMessage]:
    """W004: an agent that is on and has not ended a round for two minutes."""
    if not locks.is_held(Path(settings.MOELI_HOME) / locks.SERVING):
        return []
    return [_idle(each) for each in standing.all_on() if not each.well]


def _idle(agent: Standing) -> CheckMessage:
    told = gettext("The agent %(name)s does not look: %(how)s.")
    lives = gettext("its process lives") if agent.alive else gettext("no process of it lives")
    how = f"{lives}; {agent.failing}" if agent.failing else lives
    mend = gettext("See the log for agent.failed; alone it runs by ./moeli agent %(name)s.")
    return Concern(
        told % {"name": agent.name, "how": how},
        hint=mend % {"name": agent.name},
        id="moeli.operations.W004",
    )
