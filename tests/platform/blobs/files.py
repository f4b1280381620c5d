"""Files for the tests: kept by an officer, read back, and damaged as an attacker would."""

from io import BytesIO
from pathlib import Path

from moeli.platform.blobs import services, store
from moeli.platform.blobs.models import Blob
from moeli.platform.room import Actor
from tests.platform.blobs.conftest import Officer

SUBJECT = "case:0192"
OFFICER = Officer()


def keep(content: bytes = b"an exhibit", retention: str = "evidence", **others: str) -> Blob:
    particulars = {"scope": "criminal", "subject": SUBJECT, "place": "MSB"} | others
    return services.keep(actor=OFFICER, stream=BytesIO(content), retention=retention, **particulars)


def read(blob: Blob, actor: Actor = OFFICER) -> bytes:
    with services.opened(
        actor=actor, blob_id=blob.id, subject=blob.subject, purpose="test:look"
    ) as file:
        return b"".join(file.pieces())


def file_of(blob: Blob) -> Path:
    return store.path(blob.address)


def damage(path: Path, content: bytes) -> None:
    path.chmod(0o600)
    path.write_bytes(content)
