"""What is published, approved, kept and packed."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from moeli.platform.access.actor import SYSTEM, Actor
from moeli.platform.approvals import services as approvals
from moeli.platform.blobs import services as blobs
from moeli.platform.packs import services as packs
from moeli.platform.publications import selectors as publications
from moeli.platform.publications import services as publication_services
from tests import publishing
from tests.signing_in import person

HERE = "MSB"


def hold_file(actor: Actor, _place: str) -> None:
    blob = blobs.keep(
        actor=SYSTEM,
        scope="criminal",
        subject="case:1",
        stream=BytesIO(b"an exhibit"),
        retention="evidence",
        place=HERE,
    )
    blobs.hold(actor=actor, blob_id=blob.id, motive="Docket")


def make_pack(actor: Actor, _place: str) -> None:
    with TemporaryDirectory() as stick:
        packs.make(
            actor=actor,
            files=[("exhibit.txt", BytesIO(b"an exhibit"))],
            recipient="Court",
            purpose="Docket",
            target=Path(stick) / "pack.zip",
        )


def read_publications(actor: Actor, _place: str) -> None:
    publications.versions(actor, publishing.CHANNEL)


def stage_there(actor: Actor, _place: str) -> None:
    publication_services.stage(actor=actor, channel=publishing.CHANNEL, content=b"x")


def go_back(actor: Actor, _place: str) -> None:
    publishing.versions(2)
    publication_services.roll_back(
        actor=actor, channel=publishing.CHANNEL, number=1, motive="Fictitious"
    )


def approve(actor: Actor, _place: str) -> None:
    with_account = replace(actor, id=str(person("immigration_hq").id))
    approvals.grant(actor=with_account, approval_id=publishing.asked(1)[0].id)


def know(actor: Actor, place: str) -> None:
    here = replace(actor, place=place)
    publication_services.acknowledge(actor=here, version_id=publishing.versions(1)[0].id)


def know_for_post(actor: Actor, place: str) -> None:
    here, version = replace(actor, place=place), publishing.versions(1)[0]
    publication_services.acknowledge(actor=here, version_id=version.id, for_post=True)
