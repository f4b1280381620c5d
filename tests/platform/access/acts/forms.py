"""What is done with forms: authored, run, read."""

from moeli.forms import selectors, services
from moeli.forms.running import Act
from moeli.platform.access.actor import Actor
from moeli.platform.ids import uuid7
from tests.forms.publishing import published
from tests.forms.sheets import sheets


def author_there(actor: Actor, _place: str) -> None:
    services.upload(actor=actor, content=sheets())
    selectors.editions(actor)
    selectors.uploads(actor)


def run_there(actor: Actor, place: str) -> None:
    edition = published()
    run = services.begin(actor=actor, form=edition.form, idempotency_key=uuid7(), place=place)
    act = Act("/data/name", "next", ("/data/name",), {"/data/name": ("Lineo",)})
    services.answer(actor=actor, run_id=run.id, turn=0, act=act)
    services.abandon(actor=actor, run_id=run.id)
