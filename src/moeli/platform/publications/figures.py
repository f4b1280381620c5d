"""Publications in figures, for those who watch the machine."""

from collections.abc import Iterator

from django.db.models import Max

from moeli.platform import clock
from moeli.platform.publications.models import Version


def ages() -> Iterator[tuple[str, float]]:
    """By channel: seconds since its latest version was published."""
    now = clock.now()
    for row in Version.objects.values("channel").annotate(at=Max("published_at")):
        yield row["channel"], (now - row["at"]).total_seconds()
