"""What a reader may look up is written down, and written down rightly."""

import re
from pathlib import Path

import pytest

from moeli.cli import reference
from moeli.platform.access import matrix

ROOT = Path(__file__).resolve().parents[2]
VARIABLE = re.compile(r"\bMOELI_[A-Z_]+\b")


@pytest.mark.parametrize("name", reference.PAGES)
def test_a_generated_page_says_what_the_rooms_say_now(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == reference.PAGES[name]()


def test_every_environment_variable_is_documented() -> None:
    documented = set(VARIABLE.findall((ROOT / "docs/reference/settings.md").read_text()))
    sources = [*(ROOT / "src").rglob("*.py"), ROOT / "moeli", *(ROOT / "tests/e2e").rglob("*.py")]
    reads = re.compile(r"""(?:environ\S*[\[(]\s*|\$\{?)["']?(MOELI_[A-Z_]+)""")
    used = {name for path in sources for name in reads.findall(path.read_text(encoding="utf-8"))}
    assert used <= documented


def test_every_action_is_granted_to_a_role_and_every_granted_action_exists() -> None:
    from moeli.platform import room

    assert set(matrix.roles_by_action()) == set(room.actions())


def test_the_documents_link_to_files_that_exist() -> None:
    link = re.compile(r"\]\((?!https?:|#)([^)#]+)")
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)} -> {target}"
        for page in pages
        for target in link.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_no_file_names_a_machine_or_a_package_index() -> None:
    forbidden = re.compile(
        "|".join(
            ["py" + r"pi\.org", "python" + "hosted", "npm" + r"js\.(org|com)", "/wor" + "k/main"]
        )
    )
    texts = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("*.py")]
    texts += [*(ROOT / "tools").rglob("*.py"), *(ROOT / "requirements").rglob("*.*")]
    assert [str(p) for p in texts if forbidden.search(p.read_text(encoding="utf-8"))] == []
