"""The rows of runs: applied again they change nothing; at headquarters the answers stay closed."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest

from moeli.forms import projectors, selectors, services
from moeli.forms.models import Edition, Run
from moeli.platform.access.actor import Actor
from moeli.platform.journal.bodies import opened
from moeli.platform.journal.models import Entry
from moeli.platform.room import Recorded
from tests.forms.conftest import Publish, answered, begun
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def recorded(verb: str) -> Recorded:
    (found,) = opened([Entry.objects.select_related("body").get(verb=verb)])
    return found


@pytest.fixture
def finished(publish: Publish, officer: Actor) -> Run:
    publish()
    run = begun(officer)
    answered(officer, run)
    return services.finish(actor=officer, run_id=run.id, turn=2)


def facts(run: Run) -> dict[str, object]:
    return Run.objects.filter(id=run.id).values().get()


@pytest.mark.both_engines
def test_applied_again_nothing_changes(finished: Run) -> None:
    before = facts(finished)
    projectors.run_begun(recorded("form.run_begun"))
    projectors.run_finished(recorded("form.run_finished"))
    assert facts(finished) == before


@pytest.mark.both_engines
def test_what_is_over_is_not_abandoned_by_a_late_entry(finished: Run) -> None:
    late = replace(recorded("form.run_finished"), verb="form.run_abandoned", body={})
    projectors.run_abandoned(late)
    assert Run.objects.get().abandoned_at is None


def test_an_entry_of_a_post_gives_headquarters_facts_and_no_answers(
    finished: Run, officer: Actor
) -> None:
    post = uuid4()
    first, last = recorded("form.run_begun"), recorded("form.run_finished")
    Run.objects.all().delete()
    projectors.run_begun(replace(first, node=post))
    projectors.run_finished(replace(last, node=post))
    row = Run.objects.get()
    assert (row.node, row.place, row.form) == (post, "MSB", "few")
    with refused("form_run_elsewhere"):
        selectors.finished_run(officer, row.id)


def test_no_body_holds_an_answer_in_the_clear(publish: Publish, officer: Actor) -> None:
    publish()
    run = begun(officer)
    answered(officer, run, name="CANARYNAME")
    services.finish(actor=officer, run_id=run.id, turn=2)
    entries = Entry.objects.filter(verb__startswith="form.").select_related("body")
    assert all("CANARYNAME" not in str(each.body) for each in opened(list(entries)))


def test_an_edition_is_made_once_and_only_of_this_nodes_versions(
    publish: Publish,
) -> None:
    edition = publish()
    entry = recorded("publication.published")
    projectors.edition_published(entry)
    Edition.objects.all().delete()
    projectors.edition_published(replace(entry, node=uuid4()))
    assert not Edition.objects.exists()
    projectors.edition_published(entry)
    again = Edition.objects.get()
    assert (again.id, again.sha256, len(again.approved_by)) == (edition.id, edition.sha256, 1)


def test_a_rolled_back_edition_is_in_force_again_under_a_new_number(
    publish: Callable[..., Edition], author: Actor, officer: Actor
) -> None:
    from moeli.platform.publications import services as publications
    from tests.forms.sheets import sheets

    publish()
    publish(sheets(version="2"))
    publications.roll_back(actor=author, channel="form.few", number=1, motive="A slip")
    now = selectors.editions_in_force(officer)
    assert [(each.number, each.restores, each.version) for each in now] == [(3, 1, "1")]
    assert begun(officer).number == 3
