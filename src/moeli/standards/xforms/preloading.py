"""Values that a form asks of its surroundings: who, where, when (ODK XForms, preloaders)."""

from moeli.standards.xforms.evaluating import Evaluator
from moeli.standards.xforms.form import Bind
from moeli.standards.xforms.xpath.dates import written


def preloaded(bind: Bind, run: Evaluator) -> str | None:
    """The value at the beginning; None where the bind asks for none."""
    match bind.preload, bind.preload_params:
        case "uid", _:
            return f"uuid:{run.uuid()}"
        case "timestamp", "start":
            return written(run.now())
        case "date", "today":
            return run.now().date().isoformat()
        case "property", name:
            return run.property_of(name)
    return None


def ended(bind: Bind, run: Evaluator) -> str | None:
    """The value at the end of the walk; None where the bind asks for none."""
    asks = (bind.preload, bind.preload_params) == ("timestamp", "end")
    return written(run.now()) if asks else None
