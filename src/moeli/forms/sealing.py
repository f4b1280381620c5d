"""Where the envelopes of a run belong: each run has a key of its own in the scope of its form."""

from moeli.forms.models import Edition, Run
from moeli.platform.vault.envelope import Binding


def xform_binding(edition: Edition) -> Binding:
    """The place of an edition's XForm: under the key of the content that it was made of."""
    subject = f"content:{edition.sha256}"
    return Binding(subject, "publication", "forms.Edition", "xform", str(edition.id))


def key_subject(run: Run) -> str:
    """The vault subject of one run; with its key, its answers are gone for good."""
    return f"run:{run.id}"


def answers_binding(run: Run) -> Binding:
    """The place of the answers of a finished run."""
    return Binding(key_subject(run), run.scope, "forms.Run", "answers", str(run.id))


def draft_binding(run: Run) -> Binding:
    """The place of half-done answers."""
    return Binding(key_subject(run), run.scope, "forms.Draft", "sealed", str(run.id))
