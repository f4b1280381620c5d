"""Publishes the fictitious forms: one person at headquarters uploads, another approves."""

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from moeli.forms import services
from moeli.platform import clock
from moeli.platform.access.actor import Actor, actor_of
from moeli.platform.access.models import User
from moeli.platform.approvals import services as approvals
from moeli.platform.publications import services as publications

_AUTHOR, _SECOND = "hq.author", "hq.second"


def load() -> None:
    """Publish every form of `data/forms`, in force from today on."""
    author, second = _acting(_AUTHOR), _acting(_SECOND)
    for content in packages():
        staged = services.upload(actor=author, content=content)
        asked = publications.propose(
            actor=author, staged_id=staged.id, motive="Fictitious, for the demonstration"
        )
        approvals.grant(actor=second, approval_id=asked.id)
        publications.publish(actor=author, staged_id=staged.id, approval_id=asked.id)


def packages() -> Iterator[bytes]:
    """Each form as an author would hand it in: the drawn ones, then the house's own drafts."""
    yield from (packed(each) for each in _inside("moeli.demo", "data", "forms"))
    for folder in _inside("moeli.forms", "content"):
        yield folder.joinpath(f"{folder.name}.xlsx").read_bytes()


def _inside(package: str, *names: str) -> list[Traversable]:
    return sorted(files(package).joinpath(*names).iterdir(), key=lambda each: each.name)


def packed(folder: Traversable) -> bytes:
    """A folder with a form and its pictures as a ZIP."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for each in sorted(folder.iterdir(), key=lambda each: each.name):
            archive.writestr(ZipInfo(each.name), each.read_bytes())
    return target.getvalue()


def _acting(username: str) -> Actor:
    return actor_of(User.objects.get(username=username), clock.now())
