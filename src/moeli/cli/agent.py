"""`./moeli agent`: one agent alone; `./moeli serve` starts all that are switched on."""

import argparse
import signal

from moeli.cli.house import NotReadyError, open_house

HELP = "Run one agent, which looks at something outside all day."


def configure(parser: argparse.ArgumentParser) -> None:
    """Which one; once, or until stopped."""
    parser.add_argument("name", help="which agent, such as scanner")
    parser.add_argument("--once", action="store_true", help="one round, then end")


def run(arguments: argparse.Namespace) -> int:
    """Look until SIGTERM or Ctrl-C: the present step is finished, the exit code is 0."""
    open_house()
    from moeli.cli import ready
    from moeli.operations import locks
    from moeli.operations.agents.loop import Loop
    from moeli.operations.agents.standing import Notebook
    from moeli.platform import room

    agent = {each.name: each for each in room.agents_on()}.get(arguments.name)
    if agent is None:
        raise NotReadyError(_absent(arguments.name, [each.name for each in room.agents_on()]))
    ready.migrated()
    with locks.held(Notebook(agent).lock, who="this agent runs already"):
        loop = Loop(agent)
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, loop.stop)
        if arguments.once:
            loop.turn()
        else:
            loop.run()
    return 0


def _absent(name: str, on: list[str]) -> str:
    which = f"Switched on: {', '.join(on)}." if on else "None is switched on."
    return f"No agent {name!r} is switched on here. {which} moeli.toml switches them on."
