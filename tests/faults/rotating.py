"""A process that fills a vault, rotates its master key, dies on the way, or counts what opens."""

import os
import signal
import sys
from itertools import count
from pathlib import Path

import django

django.setup()

from django.db import transaction  # noqa: E402 -- Django must be set up

from moeli.platform import keyfiles  # noqa: E402 -- the same
from moeli.platform.keyring import rotation  # noqa: E402 -- the same
from moeli.platform.keyring import services as keyring  # noqa: E402 -- the same
from moeli.platform.keyring.models import DataKey  # noqa: E402 -- the same
from moeli.platform.vault import master  # noqa: E402 -- the same
from moeli.platform.vault.envelope import Binding  # noqa: E402 -- the same

SEALED = Path(os.environ["MOELI_HOME"]) / "sealed"


def told(*values: object) -> None:
    """One line to whoever started this."""
    sys.stdout.write(" ".join(map(str, values)) + "\n")
    sys.stdout.flush()


def binding(number: int) -> Binding:
    return Binding(f"case:{number}", "care", "cases.Note", "text", str(number))


def fill(subjects: str) -> None:
    """Seal one text a subject; the envelopes lie in a file beside the database."""
    items = [(binding(number), str(number).encode()) for number in range(int(subjects))]
    with transaction.atomic():
        envelopes = keyring.seal_many(items)
    SEALED.write_text("\n".join(each.hex() for each in envelopes))
    told(len(envelopes))


def open_all() -> None:
    """Print how many subjects open to their own text, and how many master keys wrap them."""
    envelopes = [bytes.fromhex(line) for line in SEALED.read_text().split()]
    texts = keyring.unseal_many([(binding(n), each) for n, each in enumerate(envelopes)])
    opened = sum(text == str(number).encode() for number, text in enumerate(texts))
    wrapped = DataKey.objects.exclude(wrapped=None).values_list("wrapped", flat=True)
    told(opened, len({master.name_of(bytes(each or b"")) for each in wrapped}))


def rotate_telling() -> None:
    """Print what is committed: the progress of a batch is said when the next one begins."""
    rotation.BATCH = 50
    told("begins")
    committed = [0]

    def say(done: int, _total: int) -> None:
        if committed[-1]:
            told(committed[-1])
        committed.append(done)

    rotation.rotate(say)


def die(batches: str) -> None:
    """Rotate, and die inside the transaction of the batch after so many."""
    rotation.BATCH = 10
    steps = count(1)

    def say(done: int, _total: int) -> None:
        if next(steps) > int(batches):
            os.kill(os.getpid(), signal.SIGKILL)
        told(done)

    rotation.rotate(say)


def die_at(step: str) -> None:
    """Rotate, and die before the old key is set aside, or while the new one is put in its place."""
    dying = lambda *_words: os.kill(os.getpid(), signal.SIGKILL)  # noqa: E731 -- one of three places
    if step == "retire":
        keyfiles.replace = dying
    elif step == "draft":
        keyfiles.Path.replace = dying
    else:
        replace = keyfiles.replace
        keyfiles.replace = lambda *words: (replace(*words), dying())
    rotation.rotate(lambda _done, _total: None)


ACTS = {"fill": fill, "open": open_all, "rotate": rotate_telling, "die": die, "die-at": die_at}

if __name__ == "__main__":
    ACTS[sys.argv[1]](*sys.argv[2:])
