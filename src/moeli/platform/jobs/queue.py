"""The queue: django-tasks and its table. What is true of a job stands in its own row.

An entry says only "look at this job, not before then". Delivered twice, or late, it does no
harm: whoever comes second finds that the job does not wait.
"""

from datetime import datetime
from uuid import UUID

from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet

from moeli.platform.jobs.models import JobRow


@task()
def attempt(job_id: str) -> None:
    """One attempt at a job; any worker of the library may run it."""
    from moeli.platform.jobs import attempts  # an attempt that fails posts the next one

    attempts.perform(UUID(job_id))


def post(job: JobRow) -> None:
    """Queue the job's next attempt, in the caller's transaction."""
    attempt.using(run_after=job.next_attempt_at).enqueue(str(job.id))


def is_due(now: datetime) -> bool:
    """Whether an attempt is due; asked outside a transaction, so that idling writes nothing."""
    return _due(now).exists()


def take(now: datetime) -> UUID | None:
    """Take the next entry off the queue; the job it names, or None.

    Entries that another worker is about to take are passed over. Call it in the transaction that
    claims the job.
    """
    entry = _due(now).get_locked()
    if entry is None:
        return None
    entry.delete()
    return UUID(entry.args_kwargs["args"][0])


def _due(now: datetime) -> DBTaskResultQuerySet:
    """Ready by our clock: the library's own `ready()` reads the machine's."""
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY, run_after__lte=now)
    return ready.filter(task_path=attempt.module_path)
