"""Brings third-party originals into vendor/ and writes what Moeli serves of them.

    python tools/vendor_assets.py          fetch (npm pack; apt-get download), then derive
    python tools/vendor_assets.py derive   write the derived files from vendor/ only, offline

Originals stay unchanged; `vendor/manifest.json` keeps their sha-256. Derived: the GOV.UK style
sheet without its fonts and crest, which its licence does not give to other services; the cuts of
OCR-B and of Open Sans lie unchanged where they are drawn and printed with.
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
FONTS = {
    "fonts-ocr-b": ROOT / "src/moeli/specimens/fonts",
    "fonts-open-sans": ROOT / "src/moeli/platform/ui/fonts",
}
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


def copied(package: str) -> dict[str, bytes]:
    """The fonts of a package, which a room reads as they are: name → bytes."""
    originals = folder(package, sources()[package])
    cuts = [*originals.glob("*.otf"), *originals.glob("*.ttf")]
    return {path.name: path.read_bytes() for path in cuts}


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
    for package, target in FONTS.items():
        target.mkdir(parents=True, exist_ok=True)
        for name, data in copied(package).items():
            (target / name).write_bytes(data)


def _unpack(package: str, told: Mapping[str, object], files: list[str]) -> None:
    target = folder(package, told)
    target.mkdir(parents=True, exist_ok=True)
    bring = _from_debian if told.get("origin") == "debian" else _from_npm
    with tempfile.TemporaryDirectory() as scratch:
        root = bring(Path(scratch), package, str(told["version"]))
        for file in files:
            (target / Path(file).name).write_bytes((root / file).read_bytes())


def _from_npm(scratch: Path, package: str, version: str) -> Path:
    packed = _run(scratch, "npm", "pack", "--silent", f"{package}@{version}").split()[-1]
    with tarfile.open(scratch / packed) as archive:
        archive.extractall(scratch, filter="data")
    return scratch / "package"


def _from_debian(scratch: Path, package: str, version: str) -> Path:
    _run(scratch, "apt-get", "download", "-qq", f"{package}={version}")
    _run(scratch, "dpkg-deb", "-x", *(path.name for path in scratch.glob("*.deb")), "root")
    return scratch / "root"


def _run(scratch: Path, *words: str) -> str:
    done = subprocess.run(words, cwd=scratch, check=True, capture_output=True, text=True)
    return done.stdout


if __name__ == "__main__":
    if sys.argv[1:] != ["derive"]:
        fetch()
    derive()
