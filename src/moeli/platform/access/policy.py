"""Who may do what, and on which rows: one object answers both, so that they cannot disagree.

Forbidden is answered like absent, by the same error, so that nobody learns from a refusal what
exists.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce, wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from moeli.platform.access.actor import Actor, Everywhere
from moeli.platform.errors import absent

P = ParamSpec("P")
R = TypeVar("R", bound=HttpRequest)
_View = Callable[Concatenate[R, P], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Policy:
    """An action, and the field of its rows that names the place it is limited by.

    `place_field` may follow relations by `__`; without it the action is not limited by place.
    """

    action: str
    place_field: str = ""

    def may(self, actor: Actor, row: Model | None = None) -> bool:
        """Whether `actor` may do the action at all, or to `row`."""
        if row is None or not self.place_field:
            return actor.may(self.action)
        return self._place_of(row) in actor.places(self.action)

    def rows(self, actor: Actor, prefix: str = "") -> Q:
        """The rows to which `actor` may do it, as a filter; `prefix` leads to their model."""
        places = actor.places(self.action)
        if isinstance(places, Everywhere) or (places and not self.place_field):
            return Q()
        if not places:
            return Q(pk__in=[])
        return Q(**{f"{prefix}{self.place_field}__in": sorted(places)})

    def _place_of(self, row: Model) -> object:
        return reduce(getattr, self.place_field.split("__"), row)


def require(actor: Actor, action: str, place: str = "") -> None:
    """Go on only if `actor` may do `action` at `place`. Raises MoeliError `absent`."""
    if not actor.may(action, place):
        raise absent()


def signed_in(action: str = "") -> Callable[[_View[R, P]], _View[R, P]]:
    """A view for signed-in people who may do `action` somewhere.

    Whoever is not signed in goes to the sign-in page and comes back; without the action the page
    is absent.
    """

    def guard(view: _View[R, P]) -> _View[R, P]:
        @wraps(view)
        def guarded(request: R, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            actor: Actor = request.actor  # type: ignore[attr-defined]  # set by ActorMiddleware
            if actor.is_anonymous:
                return _to_sign_in(request)
            if action:
                require(actor, action)
            return view(request, *args, **kwargs)

        return cast("_View[R, P]", guarded)

    return guard


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """After a POST the way back is the start: the page posted to may answer nothing else."""
    return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
