"""ODK XForms: load, lint and run forms one step at a time. Plain Python, no clock of its own."""

from moeli.standards.xforms.choices import Choice
from moeli.standards.xforms.context import Context
from moeli.standards.xforms.form import Form
from moeli.standards.xforms.lint import Report, lint
from moeli.standards.xforms.loading import examined, load
from moeli.standards.xforms.paper import Line, on_paper
from moeli.standards.xforms.problems import FormError, Problem, mend, sentence, severity
from moeli.standards.xforms.rendering import Rendered, language_code
from moeli.standards.xforms.session import Session, begin, resume
from moeli.standards.xforms.steps import Question, Step
from moeli.standards.xforms.submitted import submitted
from moeli.standards.xforms.trying import Walked, walked

__all__ = [
    "Choice",
    "Context",
    "Form",
    "FormError",
    "Line",
    "Problem",
    "Question",
    "Rendered",
    "Report",
    "Session",
    "Step",
    "Walked",
    "begin",
    "examined",
    "language_code",
    "lint",
    "load",
    "mend",
    "on_paper",
    "resume",
    "sentence",
    "severity",
    "submitted",
    "walked",
]
