"""`./moeli specimens draw`: pictures of fictitious documents, and the truth about each."""

import argparse
import json
import sys
from pathlib import Path

HELP = "Draw pictures of fictitious documents, genuine and altered."
_LARGEST_COUNT = 1_000_000
_DPIS = (100, 600)


def configure(parser: argparse.ArgumentParser) -> None:
    """How many, from which seed, of what kind, where to."""
    parser.add_argument("act", choices=["draw"], help="what to do")
    parser.add_argument("out", type=Path, metavar="OUT", help="the folder that receives them")
    parser.add_argument("--count", type=int, default=20, help="how many (%(default)s)")
    parser.add_argument("--seed", type=int, default=0, help="the first seed (%(default)s)")
    parser.add_argument("--format", default="", help="one format, such as TD3; else all in turn")
    parser.add_argument("--kind", default="", help="one kind of picture; else all in turn")
    parser.add_argument("--altered", action="store_true", help="one alteration on each page")
    parser.add_argument("--dpi", type=int, default=300, help="of the page, 100–600 (%(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """Draw; the same words give the same files. 2 when an argument is wrong."""
    from moeli.specimens.camera import KINDS
    from moeli.specimens.specimen import FORMATS

    wrong = _wrong(arguments, FORMATS, tuple(KINDS))
    if wrong:
        print(f"moeli: {wrong}", file=sys.stderr)
        return 2
    try:
        arguments.out.mkdir(parents=True, exist_ok=True)
        for at in range(arguments.count):
            _draw(arguments, at)
    except OSError as error:
        print(f"moeli: the folder cannot be written: {error.strerror}.", file=sys.stderr)
        return 1
    print(f"{arguments.count} pictures and their truth lie in {arguments.out}.")
    return 0


def _wrong(arguments: argparse.Namespace, formats: tuple[str, ...], kinds: tuple[str, ...]) -> str:
    if arguments.format and arguments.format not in formats:
        return f"there is no format {arguments.format!r}; there are {', '.join(formats)}."
    if arguments.kind and arguments.kind not in kinds:
        return f"there is no kind {arguments.kind!r}; there are {', '.join(kinds)}."
    if not 1 <= arguments.count <= _LARGEST_COUNT:
        return f"draw between 1 and {_LARGEST_COUNT:,} pictures."
    if not _DPIS[0] <= arguments.dpi <= _DPIS[1]:
        return f"draw at {_DPIS[0]} to {_DPIS[1]} dots an inch."
    return ""


def _draw(arguments: argparse.Namespace, at: int) -> None:
    from PIL import Image

    from moeli.specimens.alterations import ALTERATIONS
    from moeli.specimens.camera import KINDS, photograph
    from moeli.specimens.specimen import FORMATS, draw
    from moeli.specimens.truth import truth_of

    seed, kinds, ways = arguments.seed + at, tuple(KINDS), tuple(ALTERATIONS.values())
    format = arguments.format or FORMATS[seed % len(FORMATS)]
    altered = (ways[seed % len(ways)],) if arguments.altered else ()
    specimen = draw(seed, format=format, altered=altered, dpi=arguments.dpi)
    frame = photograph(specimen, arguments.kind or kinds[seed % len(kinds)], seed)
    name = f"{seed:06}-{frame.kind}"
    Image.fromarray(frame.image).save(arguments.out / f"{name}.jpg", quality=92)
    truth = truth_of(specimen, frame, f"{name}.jpg")
    text = json.dumps(truth, ensure_ascii=False, indent=1) + "\n"
    (arguments.out / f"{name}.json").write_text(text, encoding="utf-8")
