"""What is done with pictures of documents and at the expert desk."""

from moeli.documents import selectors, services
from moeli.documents.models import Examination
from moeli.documents.services import Answered, Desk
from moeli.platform.access.actor import SYSTEM, Actor
from tests.platform.access.acts.crossings import inspection_at


def question_at(place: str, actor: Actor = SYSTEM) -> Examination:
    return services.ask_expert(
        actor=actor, inspection_id=inspection_at(place).id, groups=["photo"], motive="It is glued."
    )


def take_scans_there(actor: Actor, place: str) -> None:
    services.take_scans(actor=actor, desk=Desk(place, "Desk 1"))


def ask_there(actor: Actor, place: str) -> None:
    question_at(place, actor)


def answer_there(actor: Actor, place: str) -> None:
    asked = question_at(place)
    services.answer_question(
        actor=actor, examination_id=asked.id, answered=Answered(verdict="genuine")
    )


def learn(actor: Actor, _place: str) -> None:
    selectors.lessons(actor)
