"""One step at a time: what a desk page, a telephone menu and the command line all drive."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from moeli.standards.xforms import saving
from moeli.standards.xforms.answers import Answer, UnfitError, fitted, plain
from moeli.standards.xforms.asking import Asking
from moeli.standards.xforms.context import Context
from moeli.standards.xforms.form import Control, Form
from moeli.standards.xforms.limits import MOST_REPEATS
from moeli.standards.xforms.problems import FormError, Problem
from moeli.standards.xforms.run import Run
from moeli.standards.xforms.serialising import instance_xml
from moeli.standards.xforms.steps import Step
from moeli.standards.xforms.tree import Node
from moeli.standards.xforms.walking import Stop, Walk

Problems = tuple[Problem, ...]


class Session:
    """A run of a form by a person. Make one with `begin` or `resume`.

    Answers come back as problems, never as exceptions; ValueError means that the caller named a
    question or a place that is not there.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self._walk = Walk(run)
        self._asking = Asking(run)
        self._key = ""

    # Where we are.

    @property
    def form(self) -> Form:
        """The form that is run."""
        return self._run.form

    @property
    def language(self) -> str:
        """The language of the texts, as the form names it."""
        return self._run.labels

    @language.setter
    def language(self, language: str) -> None:
        if language not in self.form.languages:
            raise ValueError("The form has no such language.")
        self._run.labels = language

    @property
    def current(self) -> Step:
        """The step that is to be answered now."""
        return self._asking.step(self._walk.stops()[self._at()])

    @property
    def moment(self) -> datetime:
        """The moment that the run's context gives."""
        return self._run.now()

    @property
    def finished(self) -> bool:
        """Whether the end was reached."""
        return self._walk.stops()[self._at()].kind == "end"

    def steps(self) -> Iterator[Step]:
        """Every step that is relevant now, in order: for a review before submission."""
        for stop in self._walk.stops():
            if stop.kind != "end" and self._walk.is_live(stop):
                yield self._asking.step(stop)

    def keys(self) -> tuple[str, ...]:
        """The keys of all steps that are relevant now, in order, the end last."""
        return tuple(stop.key for stop in self._walk.stops() if self._walk.is_live(stop))

    def progress(self) -> tuple[int, int]:
        """(Steps behind us, all steps), counting what is relevant now."""
        live = [at for at, stop in enumerate(self._walk.stops()) if self._walk.is_live(stop)]
        return sum(1 for at in live if at < self._at()), len(live) - 1

    # What a person does.

    def answer(self, answer: Answer, path: str | None = None) -> Problems:
        """Answer a question of the current step; the only one if no path is given."""
        stop = self._walk.stops()[self._at()]
        pairs = [pair for pair in stop.asked if pair[1].relevant]
        for control, node in pairs:
            if path is None or path in (self._asking.place(node), "/" + "/".join(node.path)):
                return self._take(answer, control, node)
        raise ValueError("The current step has no such question.")

    def next(self) -> Problems:
        """Go on; what keeps us here otherwise."""
        stop = self._walk.stops()[self._at()]
        problems = tuple(self._asking.amiss(stop))
        if not problems:
            onward = self._walk.onward(self._at(), +1)
            if onward is not None:
                self._arrive(self._walk.stops()[onward])
        return problems

    def back(self) -> bool:
        """Go to the step before; False at the first one."""
        before = self._walk.onward(self._at(), -1)
        if before is None:
            return False
        self._key = self._walk.stops()[before].key
        return True

    def go(self, key: str) -> None:
        """Go to a step by its key, as `steps` gave it."""
        at = self._walk.find(key)
        if at is None or not self._walk.is_live(self._walk.stops()[at]):
            raise ValueError("There is no such step now.")
        self._key = key

    def add_repeat(self) -> Problems:
        """At a `repeat` step: one more instance, and its first step is the current one."""
        stop = self._walk.stops()[self._at()]
        if stop.kind != "repeat" or stop.repeat is None or stop.parent is None:
            raise ValueError("The current step adds nothing.")
        if len(stop.parent.kids.get(stop.repeat.path[-1], ())) >= MOST_REPEATS:
            return (Problem("too_many_repeats", stop.key, "", {"most": str(MOST_REPEATS)}),)
        self._run.renew_budget()
        try:
            node = self._run.add_repeat(stop.repeat.path, stop.parent)
        except FormError as error:
            return error.problems
        stops = self._walk.stops()
        inside = (s for s in stops if any(node in each.chain for _, each in s.asked))
        first = next((s for s in inside if self._walk.is_live(s)), None)
        self._key = first.key if first else stop.key
        return ()

    def remove_repeat(self, path: str) -> None:
        """Remove an instance of a repeat that the person may add to, with its answers."""
        node = self._named(path)
        repeat = self.form.repeats.get(node.path)
        if repeat is None or repeat.fixed or repeat.count is not None:
            raise ValueError("This is no instance that may be removed.")
        before = self._walk.stops()[self._at()]
        self._run.renew_budget()
        self._run.remove_repeat(node)
        if any(node in each.chain for _, each in before.asked):
            self._key = f"{self._asking.place(node.parent)}/{node.name}[+]" if node.parent else ""
        if self._walk.find(self._key) is None:
            self._key = self._walk.stops()[self._first()].key

    def problems(self) -> Problems:
        """Everything that keeps the run from being submitted."""
        found = [
            problem
            for stop in self._walk.stops()
            if self._walk.is_live(stop)
            for problem in self._asking.amiss(stop)
        ]
        return (*found, *self._run.trouble())

    # What comes out.

    def values(self) -> Mapping[str, str]:
        """Every relevant value by its place, calculated ones too."""
        return {
            self._asking.place(node): node.value
            for node in self._run.root.below()
            if node.relevant and not node.children
        }

    def relevance(self) -> Mapping[str, bool]:
        """Whether each node is relevant, by its place."""
        return {self._asking.place(node): node.relevant for node in self._run.root.below()}

    def to_instance_xml(self) -> str:
        """The submission, as it stands."""
        return instance_xml(self.form, self._run.root)

    def save(self) -> dict[str, Any]:
        """The run as plain data, to be resumed with the same form."""
        return saving.saved(self._run, self._key)

    # Inside.

    def _start(self, key: str | None = None) -> "Session":
        known = key is not None and self._walk.find(key) is not None
        self._arrive(self._walk.stops()[self._first()])
        if known and key is not None:
            self._key = key
        return self

    def _arrive(self, stop: Stop) -> None:
        self._key = stop.key
        if stop.kind == "end":
            self._run.renew_budget()
            self._run.end()

    def _first(self) -> int:
        first = self._walk.onward(-1, +1)
        assert first is not None
        return first

    def _at(self) -> int:
        at = self._walk.find(self._key)
        if at is not None and self._walk.is_live(self._walk.stops()[at]):
            return at
        onward = self._walk.onward(at if at is not None else -1, +1)
        assert onward is not None  # the end is always there
        return onward

    def _named(self, path: str) -> Node:
        for node in self._run.root.below():
            if self._asking.place(node) == path:
                return node
        raise ValueError("There is no such node.")

    def _take(self, answer: Answer, control: Control, node: Node) -> Problems:
        bind = self._asking.bind_of(node)
        self._run.renew_budget()
        if self._asking.holds(bind, "readonly", node):
            return (Problem("readonly", self._asking.place(node)),)
        try:
            text = fitted(answer, control, bind.type, self._offered(answer, control, node))
        except UnfitError as unfit:
            return (Problem(unfit.code, self._asking.place(node), "answer", unfit.values),)
        if text:
            refused = self._asking.refused(text, bind, node)
            if refused:
                return refused
        self._run.set(node, text)
        return ()

    def _offered(self, answer: Answer, control: Control, node: Node) -> list[str]:
        if control.kind in ("select1", "select", "rank") and plain(answer).strip():
            return self._run.choices.values(control, node)
        return []


def begin(form: Form, context: Context, language: str | None = None) -> Session:
    """A new run, at its first step. FormError if the form outgrows its caps at once."""
    run = Run(form, context, _language(form, language))
    run.begin()
    return Session(run)._start()


def resume(form: Form, context: Context, saved: Mapping[str, Any]) -> Session:
    """A saved run, where it was left; FormError if it is not of this form."""
    run = Run(form, context, _language(form, str(saved.get("language", ""))))
    key = saving.restored(run, saved)
    return Session(run)._start(key)


def _language(form: Form, language: str | None) -> str:
    if language is None:
        return form.default_language
    if language not in form.languages:
        if language == "":
            return form.default_language
        raise FormError(Problem("language_missing", values={"language": language[:40]}))
    return language
