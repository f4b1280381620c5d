"""Which choices a question can ever offer, told without running the form."""

from moeli.standards.xforms.form import Control, Form
from moeli.standards.xforms.tree import Names, Node
from moeli.standards.xforms.xpath.syntax import Call, Expression, Literal, Path

Offered = dict[Names, frozenset[str]]


def offered_by(form: Form) -> Offered:
    """Select → the values of its whole list; selects from answers are left out."""
    found: Offered = {}
    for path, control in form.controls.items():
        if control.kind in ("select1", "select", "rank"):
            if control.items:
                found[path] = frozenset(item.value for item in control.items)
            elif (items := items_of(form, control)) is not None:
                assert control.itemset is not None
                name = control.itemset.value
                found[path] = frozenset(
                    cell.value for item in items for cell in item.kids.get(name, ())
                )
    return found


def items_of(form: Form, control: Control) -> list[Node] | None:
    """All items of the list behind a select, filter or not; None where it is no fixed list."""
    if control.itemset is None:
        return None
    name, path = _list(control.itemset.nodes.syntax)
    document = form.secondary.get(name)
    if document is None or path is None:
        return None
    nodes = [document]
    for step in path.steps:
        nodes = [kid for node in nodes for kid in node.kids.get(step.name, ())]
    return nodes


def list_name(control: Control) -> str:
    """The name of the list behind a select; empty where it has none."""
    return _list(control.itemset.nodes.syntax)[0] if control.itemset else ""


def _list(syntax: Expression) -> tuple[str, Path | None]:
    match syntax:
        case Call("randomize", (inner, *_)):
            return _list(inner)
        case Path(False, Call("instance", (Literal(str(name)),))):
            return name, syntax
    return "", None
