"""The rotation as the room of jobs runs it: with progress, once, and finished."""

import pytest
from django.db import transaction

from moeli.platform.access.actor import SYSTEM
from moeli.platform.jobs.models import JobRow
from moeli.platform.jobs.services import enqueue
from moeli.platform.jobs.worker import Worker
from moeli.platform.keyring import services as keyring
from moeli.platform.vault import master
from moeli.platform.vault.envelope import Binding

HERE = Binding("case:1", "care", "cases.Note", "text", "row-1")


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_engines
@pytest.mark.usefixtures("home")
def test_the_worker_wraps_all_keys_anew_and_everything_opens() -> None:
    sealed, before = keyring.seal(HERE, b"secret"), master.current_name()
    with transaction.atomic():
        job = enqueue(actor=SYSTEM, job="vault.rotate")
    Worker().run_due()
    done = JobRow.objects.get(id=job.id)
    assert (str(done.state), done.done) == ("done", done.total), done.state
    assert master.current_name() != before
    assert keyring.unseal(HERE, sealed) == b"secret"
