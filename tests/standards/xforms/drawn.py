"""Forms drawn by chance: questions, conditions and calculations that hang on each other."""

from random import Random

CHOICES = ("c | a | Apple", "c | b | Bread", "c | d | Dates", "n | 1 | One", "n | 2 | Two")
_COLUMNS = "type | name | label | relevant | calculation | repeat_count | required"
_KINDS = ("text", "integer", "decimal", "date", "select_one c", "select_one n", "select_multiple c")


def drawn(seed: int, questions: int = 14) -> str:
    """The sheets of one form; the same for the same seed."""
    return _Drawing(Random(seed)).sheets(questions)


class _Drawing:
    def __init__(self, random: Random) -> None:
        self._random = random
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
            of = "sum" if kind in ("integer", "decimal") else "count-non-empty"
            self._rows.append(f"calculate | s{at}_{name} | | | {of}(${{{name}}}) | | ")

    def _question(self, name: str) -> None:
        kind = self._random.choice(_KINDS)
        condition = self._condition() if self._known and self._random.random() < 0.4 else ""
        self._rows.append(f"{kind} | {name} | Question {name} | {condition} | | | ")
        self._known.append((name, kind))

    def _calculate(self, name: str) -> None:
        self._rows.append(f"calculate | {name} | | | {self._value()} | | ")
        self._known.append((name, "calculate"))

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
        return self._random.choice(
            (
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
        )
