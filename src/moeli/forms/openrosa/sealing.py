"""Where the envelopes of what was set aside belong: under the key of the run it may become."""

from uuid import UUID

from moeli.platform.vault.envelope import Binding


def key_subject(run: UUID) -> str:
    """The vault subject of a run, whether it is one already or may become one."""
    return f"run:{run}"


def waiting_binding(submission: UUID, run: UUID, scope: str) -> Binding:
    """The place of answers that wait."""
    return Binding(key_subject(run), scope, "openrosa.Submission", "sealed", str(submission))
