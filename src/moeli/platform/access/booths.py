"""How a request shows which booth it comes from: a signed cookie, set at enrolment."""

from dataclasses import dataclass
from datetime import timedelta
from hmac import compare_digest
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse

from moeli.platform.access import places, tokens
from moeli.platform.access.models import Booth
from moeli.platform.prepared import Asked, Prepared

COOKIE = "moeli_booth"
_SALT = "moeli.access.booth"
_LIFE = timedelta(days=400)  # the longest that browsers keep a cookie
_STANDING = Prepared(lambda: Booth.objects.filter(id=Asked("id"), retired_at=None))


@dataclass(frozen=True, slots=True)
class EnrolledBooth:
    """The booth a request comes from; `place` is a short code."""

    id: UUID
    place: str
    name: str

    @property
    def place_name(self) -> str:
        """The place in words."""
        return places.name_of(self.place)


def booth_of(request: HttpRequest) -> EnrolledBooth | None:
    """The enrolled booth that the request's cookie proves; None without a good one."""
    try:
        carried = signing.loads(request.COOKIES[COOKIE], salt=_SALT)
        booth_id, token = UUID(carried["booth"]), str(carried["token"])
    except (KeyError, TypeError, ValueError, signing.BadSignature):
        return None
    return _enrolled(booth_id, token)


def set_cookie(request: HttpRequest, response: HttpResponse, booth: Booth, token: str) -> None:
    """Let the browser carry the booth's proof from now on."""
    response.set_cookie(
        COOKIE,
        signing.dumps({"booth": str(booth.id), "token": token}, salt=_SALT),
        max_age=_LIFE,
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )


def _enrolled(booth_id: UUID, token: str) -> EnrolledBooth | None:
    booth = _STANDING.first(id=booth_id)
    if booth is None or not compare_digest(bytes(booth.token_hash), tokens.token_hash(token)):
        return None
    return EnrolledBooth(booth.id, booth.place, booth.name)


def enrolled_desks() -> list[tuple[str, str]]:
    """Place and name of every desk that is a booth now."""
    rows = Booth.objects.filter(retired_at=None).order_by("place", "name")
    return list(rows.values_list("place", "name"))
