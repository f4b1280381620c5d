"""A request as our middlewares leave it."""

from django.http import HttpRequest

from moeli.platform.access.actor import Actor
from moeli.platform.access.booths import EnrolledBooth
from moeli.platform.access.models import User
from moeli.platform.access.services.relief import Relief
from moeli.platform.access.sessions import Standing


class HouseRequest(HttpRequest):
    """What ActorMiddleware adds; see there. Django makes the object, this names its parts."""

    user: User  # anonymous only where `actor` is
    actor: Actor
    locked_actor: Actor | None
    booth: EnrolledBooth | None
    standing: Standing | None
    needs_second_factor: bool
    idle_seconds: int
    relief: Relief
