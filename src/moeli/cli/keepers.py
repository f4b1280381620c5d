"""The passphrases of an escrow's keepers: typed unseen, or from a file for drills and tests."""

import getpass
from collections.abc import Sequence
from pathlib import Path

from moeli.cli.house import NotReadyError

_THREE = ("first", "second", "third")


def new_phrases(names: Sequence[str] | None, file: Path | None) -> dict[str, str]:
    """A new passphrase of each keeper. Raises NotReadyError, MoeliError."""
    chosen = names or _THREE
    if file:
        phrases = _read(file)
        return phrases if names is None else {name: _of(name, phrases) for name in chosen}
    if len(set(chosen)) < len(chosen):
        raise NotReadyError("Two keepers have one name. Nothing was changed.")
    return {name: _typed_twice(name) for name in chosen}


def two_phrases(names: Sequence[str], file: Path | None) -> dict[str, str]:
    """The passphrases of two of the keepers `names`. Raises NotReadyError, MoeliError."""
    if file:
        phrases = _read(file)
        return {name: phrases[name] for name in [each for each in names if each in phrases][:2]}
    print(f"The keepers are: {', '.join(names)}. Any two open it.")
    chosen = [_asked(f"{which} keeper: ", names) for which in ("First", "Second")]
    return {name: getpass.getpass(f"Passphrase of {name}: ") for name in chosen}


def _asked(question: str, names: Sequence[str]) -> str:
    while (name := input(question).strip()) not in names:
        print(f"One of: {', '.join(names)}.")
    return name


def _typed_twice(name: str) -> str:
    first = getpass.getpass(f"New passphrase of {name}: ")
    if first != getpass.getpass("Again: "):
        raise NotReadyError("The two differ. Nothing was changed.")
    return first


def _of(name: str, phrases: dict[str, str]) -> str:
    if name not in phrases:
        raise NotReadyError(f"The file holds no passphrase of {name}. Nothing was changed.")
    return phrases[name]


def _read(file: Path) -> dict[str, str]:
    from moeli.platform import keyfiles

    lines = keyfiles.read(file).decode(errors="replace").splitlines()
    pairs = [line.partition("=") for line in lines if line.strip()]
    return {name.strip(): phrase for name, _equals, phrase in pairs}
