"""A phone of an officer who looks at vehicles on the apron, and what it sent this morning.

What the phone sends goes through the room's own service, as if it had come through the door.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from email.utils import format_datetime
from importlib.resources import files
from random import Random
from tomllib import loads
from typing import Any
from uuid import UUID

from moeli.forms import selectors
from moeli.forms.openrosa import services
from moeli.forms.openrosa.admission import Phone, seen
from moeli.forms.openrosa.sent import Sent
from moeli.forms.openrosa.services import Issued
from moeli.platform import clock
from moeli.platform.access.actor import Actor, actor_of
from moeli.platform.access.models import User
from moeli.standards import xforms

_ADMINISTRATOR, _BEARER, _PLACE = "administrator", "officer.maseru", "MSB"
_FORMS = ["readiness-survey", "vehicle_look", "welcome"]
_DAYS = 90


def load() -> None:
    """Let two phones in, one of them lost since; the other one sends what `phone.toml` tells."""
    services.revoke_phone(actor=_acting(_ADMINISTRATOR), phone_id=_let_in("Phone 1").phone.id)
    issued = _let_in("Phone 2")
    phone = Phone(issued.phone.id, _acting(_BEARER, _PLACE), _PLACE, tuple(_FORMS))
    for xml in sent():
        seen(issued.phone, clock.now())
        services.receive(phone=phone, sent=Sent(xml, date=format_datetime(clock.now())))


def sent() -> Iterator[bytes]:
    """What the phone sends, one after the other; the last one lacks the plate and is set aside."""
    told = loads(files("moeli.demo").joinpath("data", "phone.toml").read_text("utf-8"))
    random = Random(str(told))  # noqa: S311 -- names of fictitious runs
    form = _form(told["form"])
    for minutes, answers in enumerate(told["answers"]):
        at = clock.now() - timedelta(minutes=10 * (len(told["answers"]) - minutes))
        xml = _answered(form, answers, at, UUID(int=random.getrandbits(128), version=4))
        yield xml.replace(told["missing"].encode(), b"<plate/>")


def _answered(form: xforms.Form, answers: Mapping[str, Any], at: datetime, id: UUID) -> bytes:
    context = xforms.Context(now=lambda: at, random=lambda: 0.5, uuid=lambda: str(id))
    session = xforms.begin(form, context)
    while not session.finished:
        if session.current.kind == "repeat" and session.current.count == 0:
            session.add_repeat()
            continue
        for question in session.current.questions:
            session.answer(answers.get(question.path, ""), question.path)
        if problems := session.next():
            raise ValueError(problems)
    return session.to_instance_xml().encode()


def _form(name: str) -> xforms.Form:
    row = selectors.edition_in_force(name, clock.today())
    if row is None:
        raise ValueError(name)
    return selectors.loaded(row).form


def _let_in(name: str) -> Issued:
    return services.issue_phone(
        actor=_acting(_ADMINISTRATOR),
        person=str(User.objects.get(username=_BEARER).id),
        place=_PLACE,
        name=name,
        forms=_FORMS,
        days=_DAYS,
    )


def _acting(username: str, place: str = "") -> Actor:
    return actor_of(User.objects.get(username=username), clock.now(), place)
