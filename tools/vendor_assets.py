"""Brings third-party originals into vendor/ and writes what Moeli serves of them.

    python tools/vendor_assets.py          fetch with `npm pack`, then derive
    python tools/vendor_assets.py derive   write the derived files from vendor/ only, offline

Originals stay unchanged; `vendor/manifest.json` keeps their sha-256. Derived: the GOV.UK style
sheet without its fonts and crest, which its licence does not give to other services.
"""

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENDOR = ROOT / "vendor"
SERVED = ROOT / "src/moeli/platform/ui/static/moeli/vendor"
_SYSTEM_FONTS = 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif'


def sources() -> dict[str, dict[str, object]]:
    """What is vendored: package → version, licence, files."""
    return tomllib.loads((VENDOR / "sources.toml").read_text(encoding="utf-8"))


def folder(package: str, told: Mapping[str, object]) -> Path:
    """Where the originals of a package lie."""
    return VENDOR / f"{package}-{told['version']}"


def fetch() -> None:
    """Bring every listed file, unchanged, and write the manifest."""
    manifest = {}
    for package, told in sources().items():
        files = [str(name) for name in told["files"]]  # type: ignore[attr-defined]  # a list in the TOML
        _unpack(package, told, files)
        manifest[f"{package}@{told['version']}"] = {
            "licence": told["licence"],
            "files": {name: digest(folder(package, told) / Path(name).name) for name in files},
        }
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (VENDOR / "manifest.json").write_text(text, encoding="utf-8")


def digest(path: Path) -> str:
    """The sha-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def derived() -> dict[str, str]:
    """The files that Moeli serves: name → text."""
    originals = {package: folder(package, told) for package, told in sources().items()}
    css = (originals["govuk-frontend"] / "govuk-frontend.min.css").read_text(encoding="utf-8")
    htmx = (originals["htmx.org"] / "htmx.min.js").read_text(encoding="utf-8")
    return {"govuk.css": own_look(css), "htmx.js": htmx}


def own_look(css: str) -> str:
    """The style sheet without fonts, crest and source map: nothing in it asks for a file."""
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r"[^{}]*\{[^{}]*url\(/assets/images/govuk-crest[^{}]*\}", "", css)
    css = re.sub(r"GDS Transport(,arial,sans-serif)?", _SYSTEM_FONTS, css)
    return re.sub(r"/\*# sourceMappingURL=.*?\*/\s*", "", css)


def derive() -> None:
    """Write the derived files."""
    SERVED.mkdir(parents=True, exist_ok=True)
    for name, text in derived().items():
        (SERVED / name).write_text(text, encoding="utf-8")


def _unpack(package: str, told: Mapping[str, object], files: list[str]) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        name = f"{package}@{told['version']}"
        packed = subprocess.run(
            ["npm", "pack", "--silent", name],
            cwd=scratch,
            check=True,
            capture_output=True,
            text=True,
        )
        target = folder(package, told)
        target.mkdir(parents=True, exist_ok=True)
        with tarfile.open(Path(scratch) / packed.stdout.split()[-1]) as archive:
            for file in files:
                member = archive.extractfile(f"package/{file}")
                if member is None:
                    raise FileNotFoundError(f"{name} has no file {file}")
                (target / Path(file).name).write_bytes(member.read())


if __name__ == "__main__":
    if sys.argv[1:] != ["derive"]:
        fetch()
    derive()
