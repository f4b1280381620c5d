"""Third-party originals lie unchanged, and what we serve is what is derived from them."""

import hashlib
import json
import re

import pytest

from tools import vendor_assets
from tools.vendor_assets import ROOT, SERVED, VENDOR

MANIFEST = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))
FILES = [
    (package, name, digest)
    for package, told in MANIFEST.items()
    for name, digest in told["files"].items()
]


@pytest.mark.parametrize(("package", "name", "digest"), FILES)
def test_an_original_is_unchanged(package: str, name: str, digest: str) -> None:
    path = VENDOR / package.replace("@", "-") / name.rsplit("/", 1)[-1]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == digest


def test_everything_vendored_is_in_the_manifest() -> None:
    listed = {
        VENDOR / package.replace("@", "-") / name.rsplit("/", 1)[-1] for package, name, _ in FILES
    }
    there = {path for path in VENDOR.glob("*/*") if path.is_file()}
    assert there == listed
    assert {f"{name}@{told['version']}" for name, told in vendor_assets.sources().items()} == set(
        MANIFEST
    )


@pytest.mark.parametrize("name", vendor_assets.derived())
def test_what_we_serve_is_what_is_derived(name: str) -> None:
    assert (SERVED / name).read_text(encoding="utf-8") == vendor_assets.derived()[name]


@pytest.mark.parametrize("package", vendor_assets.FONTS)
def test_the_fonts_a_room_draws_with_are_the_originals(package: str) -> None:
    there = {path.name: path.read_bytes() for path in vendor_assets.FONTS[package].iterdir()}
    assert there == vendor_assets.copied(package)


def test_the_style_sheet_asks_for_no_file_and_names_no_foreign_font() -> None:
    css = vendor_assets.derived()["govuk.css"]
    assert "url(" not in css
    assert "GDS Transport" not in css
    assert "sourceMappingURL" not in css


def test_leaving_out_changes_nothing_else() -> None:
    css = "a{b:c}@font-face{font-family:X;src:url(/x)}d{font-family:GDS Transport,arial,sans-serif}"
    assert vendor_assets.own_look(css).startswith("a{b:c}d{font-family:system-ui")


def test_nothing_we_serve_reaches_another_origin() -> None:
    served = [*(ROOT / "src").rglob("*.css"), *(ROOT / "src").rglob("static/moeli/*.js")]
    reaching = re.compile(r"(url\(|import |src=|href=)[\"']?(https?:)?//")
    assert [path.name for path in served if reaching.search(path.read_text("utf-8"))] == []
