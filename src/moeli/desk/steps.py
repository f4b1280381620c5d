"""What goes along from step to step: the party or the picture that the next page is about."""

from uuid import UUID

from django.http import HttpRequest


def named(request: HttpRequest, name: str) -> UUID | None:
    """What the request names by its id; None where it names nothing, or nothing that is an id."""
    given = request.POST.get(name) or request.GET.get(name) or ""
    try:
        return UUID(given)
    except ValueError:
        return None


def onward(party: UUID | None) -> str:
    """What the addresses of the steps of a party's picture end in."""
    return f"?party={party}" if party else ""
