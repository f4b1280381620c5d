"""What is wrong with a form, an answer or a file: a code with data, and its sentence."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from tomllib import loads
from typing import Any, NamedTuple


class Problem(NamedTuple):
    """`where` is a node's path (/data/age), `what` the property of it (relevant, label, …).

    `sheet`, `row` and `column` say where an author finds it in the workbook; row 0 = nowhere.
    `message` is the form's own sentence, if it has one, in the language of the run.
    """

    code: str
    where: str = ""
    what: str = ""
    values: Mapping[str, str] = {}
    message: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""


class FormError(Exception):
    """A form, a file or a saved run that is refused; `problems` say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.code for problem in problems))
        self.problems = problems


@lru_cache(maxsize=1)
def sentences() -> Mapping[str, Mapping[str, Any]]:
    """Code → language → sentence and mend."""
    text = files("moeli.standards.xforms").joinpath("data/problems.toml").read_text("utf-8")
    return loads(text)


def sentence(problem: Problem, language: str = "en") -> str:
    """What is wrong, for the person: the form's own words first."""
    return problem.message or _filled(problem, language, "")


def mend(problem: Problem, language: str = "en") -> str:
    """What to do about it; empty where the sentence says it already."""
    return _filled(problem, language, "_mend")


def severity(problem: Problem) -> str:
    """`error` (refused), `warning` (will surprise someone) or `advice`."""
    return str(sentences().get(problem.code, {}).get("severity", "error"))


def _filled(problem: Problem, language: str, part: str) -> str:
    texts = sentences().get(problem.code, {})
    text = str(texts.get(language + part) or texts.get("en" + part, ""))
    if not text and not part:
        return problem.code
    for name, value in problem.values.items():
        text = text.replace("{" + name + "}", value)
    return text
