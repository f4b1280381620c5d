"""How long the desk takes people: scripted keyboard runs in Chromium, and a model of the hands.

`keystrokes` models the person, `tasks` are the scripts of the budget's rows, `surroundings` serves
a fresh house and opens the browser, `measure` runs them and sets the sum beside the budget.
"""

from moeli.cli.benches.people.measure import run

__all__ = ["run"]
