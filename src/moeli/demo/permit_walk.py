"""Permit holders over real HTTP: the page names permit and rule, one key admits."""

from collections.abc import Iterator

from moeli.demo.browser import Browser
from moeli.demo.inspecting import decided, expect, scanned
from moeli.demo.signing_in import WalkError

_ONE_KEY = "Admit F2"
_HOLDERS = {
    "worker": ("Work permit", "Worker", "Until the permit ends", "The permit or visa ends"),
    "learner": ("Learner's permit", "Learner", "Scan only: no stamp, no days", "by a valid permit"),
}


def walk(officer: Browser) -> Iterator[str]:
    """Do the task; yields what was done. Raises WalkError."""
    for name, (permit, *says) in _HOLDERS.items():
        page, of = scanned(officer, name), f"The inspection of the {name}"
        expect(page, of, f"{permit}, until", *says, "legal text not verified", _ONE_KEY)
        expect(officer.get(f"{page.url}permits/"), f"The list of permits of the {name}", permit)
        for wrong in ("Stay exceeded", "To be checked", "has ended"):
            if wrong in page.text:
                raise WalkError(f"{of} says {wrong!r} beside a valid permit.")
        decided(officer, page, of, "admitted")
        yield f"{permit}: {says[1]}; admitted with one key"
