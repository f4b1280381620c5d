"""A submission from a phone, read again by the form that it names."""

from collections.abc import Iterator

from lxml import etree

from moeli.standards.xforms.answers import UnfitError, fitted
from moeli.standards.xforms.asking import Asking
from moeli.standards.xforms.context import Context
from moeli.standards.xforms.form import Control, Form
from moeli.standards.xforms.limits import LARGEST_FORM, MOST_REPEATS
from moeli.standards.xforms.problems import FormError, Problem
from moeli.standards.xforms.reading.guard import guarded
from moeli.standards.xforms.reading.names import local
from moeli.standards.xforms.run import Run
from moeli.standards.xforms.session import Session
from moeli.standards.xforms.tree import Node
from moeli.standards.xforms.walking import Walk

_CHOSEN = ("select1", "select", "rank")


def submitted(form: Form, data: bytes, context: Context) -> tuple[Session, tuple[Problem, ...]]:
    """The run that the submission shows, and what is wrong with it.

    FormError for what is not XML or is of another form. Values are taken as they are: nothing is
    calculated again, so that what was seen on the phone is what is kept. Each answer is held
    against its question as if a person had typed it: type, choices offered, constraint, required.
    """
    root = guarded(data, largest=LARGEST_FORM, what="submission")
    if root.get("encrypted"):
        raise FormError(Problem("encrypted"))
    if root.get("id") != form.id or local(root) != form.blueprint.path[0]:
        raise FormError(Problem("saved_for_another"))
    run = Run(form, context, form.default_language)
    for path in form.repeats:
        for node in list(run.instance.names[path]):
            if node in (node.parent.children if node.parent else ()):
                run.instance.remove(node)
    problems = tuple(_fill(run, run.root, root))
    run.resume()
    session = Session(run)._start()
    return session, (*problems, *_unfit(run), *session.problems())


def _unfit(run: Run) -> Iterator[Problem]:
    """Answers that their questions could not have taken."""
    walk, asking = Walk(run), Asking(run)
    for stop in walk.stops():
        run.renew_budget()
        for control, node in stop.asked if walk.is_live(stop) else ():
            bind = asking.bind_of(node)
            if node.relevant and node.value and not asking.holds(bind, "readonly", node):
                try:
                    fitted(_words(node, control), control, bind.type, _offered(run, control, node))
                except UnfitError as unfit:
                    yield Problem(unfit.code, asking.place(node), "answer", unfit.values)


def _words(node: Node, control: Control) -> str | list[str]:
    return node.value.split() if control.kind in ("select", "rank") else node.value


def _offered(run: Run, control: Control, node: Node) -> list[str]:
    return run.choices.values(control, node) if control.kind in _CHOSEN else []


def _fill(run: Run, node: Node, element: etree._Element) -> Iterator[Problem]:
    taken: dict[str, int] = {}
    for leaf in node.children:
        if not leaf.children:
            leaf.value = ""
    if not len(element):
        if not node.children:
            node.value = element.text or ""
        return
    for child_element in element:
        name = local(child_element)
        at = taken[name] = taken.get(name, 0) + 1
        child = _child(run, node, name, at)
        if child is None:
            where = "/" + "/".join((*node.path, name))
            yield Problem("outside_form", where, "answer")
        else:
            yield from _fill(run, child, child_element)


def _child(run: Run, node: Node, name: str, at: int) -> Node | None:
    path = (*node.path, name)
    if path in run.form.repeats:
        return run.instance.add(path, node, bare=True) if at <= MOST_REPEATS else None
    known = node.kids.get(name, [])
    return known[at - 1] if at <= len(known) else None
