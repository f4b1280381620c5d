"""Forms drawn by chance: questions, conditions and calculations that hang on each other.

With `settled`, forms in which ODK's engines do the same: a sum is asked for as its author would to
get one everywhere, and no date is reckoned with (`cases/apart.toml`).
"""

from random import Random

CHOICES = ("c | a | Apple", "c | b | Bread", "c | d | Dates", "n | 1 | One", "n | 2 | Two")
_COLUMNS = "type | name | label | relevant | calculation | repeat_count | required"
_KINDS = ("text", "integer", "decimal", "date", "select_one c", "select_one n", "select_multiple c")


def drawn(seed: int, questions: int = 14, *, settled: bool = False) -> str:
    """The sheets of one form; the same for the same seed."""
    return _Drawing(Random(seed), settled).sheets(questions)


class _Drawing:
    def __init__(self, random: Random, settled: bool) -> None:
        self._random = random
        self._settled = settled
        self._dated: set[str] = set()  # what is a date, or made of one
        self._known: list[tuple[str, str]] = []
        self._rows: list[str] = []

    def sheets(self, questions: int) -> str:
        at = 0
        while at < questions:
            at += self._part(at)
        self._calculate("last")
        lines = ["| survey |", f"| | {_COLUMNS} |", *(f"| | {row} |" for row in self._rows)]
        lines += ["| choices |", "| | list_name | name | label |"]
        return "\n".join([*lines, *(f"| | {row} |" for row in CHOICES)]) + "\n"

    def _part(self, at: int) -> int:
        kind = self._random.random()
        if kind < 0.15 and self._known:
            return self._within("group", at, "")
        if kind < 0.25:
            return self._within("repeat", at, str(self._random.randint(1, 3)))
        if kind < 0.5 and self._known:
            self._calculate(f"q{at}")
        else:
            self._question(f"q{at}")
        return 1

    def _within(self, what: str, at: int, count: str) -> int:
        size = self._random.randint(1, 3)
        condition = self._condition() if what == "group" and self._random.random() < 0.6 else ""
        self._rows.append(f"begin_{what} | {what}{at} | Part | {condition} | | {count} | ")
        before = list(self._known)
        for inner in range(size):
            name = f"q{at + inner}"
            if self._random.random() < 0.3 and self._known:
                self._calculate(name)
            else:
                self._question(name)
        self._rows.append(f"end_{what} | | | | | | ")
        if what == "repeat":
            inside = [known for known in self._known if known not in before]
            self._known = before
            self._sum(inside, at)
        return size

    def _sum(self, inside: list[tuple[str, str]], at: int) -> None:
        for name, kind in inside:
            counted = f"count-non-empty(${{{name}}})"
            value = self._total(name) if kind in ("integer", "decimal") else counted
            self._rows.append(f"calculate | s{at}_{name} | | | {value} | | ")

    def _total(self, name: str) -> str:
        if not self._settled:
            return f"sum(${{{name}}})"
        return f"if(count-non-empty(${{{name}}}) > 0, sum(${{{name}}}[. != '']), 0)"

    def _question(self, name: str) -> None:
        kind = self._random.choice(_KINDS)
        condition = self._condition() if self._known and self._random.random() < 0.4 else ""
        self._rows.append(f"{kind} | {name} | Question {name} | {condition} | | | ")
        self._known.append((name, kind))
        if kind == "date":
            self._dated.add(f"${{{name}}}")

    def _calculate(self, name: str) -> None:
        value = self._value()
        self._rows.append(f"calculate | {name} | | | {value} | | ")
        self._known.append((name, "calculate"))
        if any(dated in value for dated in self._dated):
            self._dated.add(f"${{{name}}}")

    def _picked(self) -> tuple[str, str]:
        name, kind = self._random.choice(self._known)
        return f"${{{name}}}", kind

    def _condition(self) -> str:
        asked, kind = self._picked()
        other, _ = self._picked()
        plain = {
            "select_one c": (f"{asked} = 'a'", f"{asked} != 'd'", f"selected({asked}, 'b')"),
            "select_one n": (f"{asked} = '2'", f"{asked} > 1", f"{asked} = 1"),
            "select_multiple c": (f"selected({asked}, 'a')", f"count-selected({asked}) > 1"),
            "integer": (f"{asked} > 3", f"{asked} mod 2 = 1", f"not({asked} >= 10)"),
            "decimal": (f"{asked} > 0.7", f"{asked} * 2 <= 20"),
            "date": (f"{asked} > date('2026-01-01')", f"{asked} != ''"),
        }.get(kind, (f"{asked} != ''", f"string-length({asked}) > 2", f"{asked} = {other}"))
        first = self._random.choice(plain)
        if self._random.random() < 0.3:
            return f"({first}) {self._random.choice(('and', 'or'))} {other} != ''"
        return first

    def _value(self) -> str:
        one, _ = self._picked()
        other, _ = self._picked()
        # JavaRosa gives up where these two meet a number or a date.
        words = [f"${{{name}}}" for name, kind in self._known if kind.startswith(("sel", "text"))]
        several = self._random.choice(words or ["'a b'"])
        value = self._random.choice(self._values(one, other, several))
        reckons = any(sign in value for sign in (" + ", "round(", "number("))
        again = self._settled and reckons and {one, other} & self._dated
        return self._value() if again else value

    def _values(self, one: str, other: str, several: str) -> tuple[str, ...]:
        return (
            f"concat({one}, '-', {other})",
            f"{one} + {other}",
            f"if({self._condition()}, {one}, {other})",
            f"coalesce({one}, {other})",
            f"round({one} div 3, 2)",
            f"string-length({one}) * 2",
            f"substr(concat({one}, {other}), 1, 4)",
            f"number({one}) - 1",
            f"count-selected({several}) + 1",
            f"selected-at({several}, 0)",
            f"if(contains({one}, 'a'), 'has', 'lacks')",
            f"normalize-space(concat(' ', {one}, '  ', {other}))",
        )
