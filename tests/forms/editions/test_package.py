"""Packages from outside: one form, sniffed files, caps; whatever the bytes, an answer."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moeli.forms.editions import package
from moeli.forms.editions.media import type_of
from moeli.forms.editions.package import PackageError
from moeli.forms.editions.reading import read
from tests.forms.sheets import package as packed
from tests.forms.sheets import png, sheets, wav, with_media, workbook


def refused_for(content: bytes) -> str:
    with pytest.raises(PackageError) as caught:
        package.opened(content)
    return caught.value.code


def test_a_workbook_alone_is_its_own_package() -> None:
    content = workbook()
    assert package.opened(content).form == content
    assert read(content).is_sound


def test_files_lie_in_any_folder_and_are_told_by_content() -> None:
    opened = package.opened(with_media())
    assert {name: each.type for name, each in opened.media.items()} == {
        "face.png": "image/png",
        "yes.png": "image/png",
        "well.wav": "audio/wav",
    }
    assert package.media_of(with_media(), "face.png") == png()
    with pytest.raises(KeyError):
        package.media_of(with_media(), "form.exe")


def test_rubbish_that_computers_add_is_passed_over() -> None:
    content = packed({"form.md": sheets(), "__MACOSX/._form.md": b"x", ".DS_Store": b"y"})
    assert package.opened(content).form == sheets()


def test_lists_beside_a_form_are_read_with_it() -> None:
    survey = (("type", "name", "label"), ("select_one_from_file posts.csv", "post", "Post"))
    form = sheets(survey, (), form_id="lists", default_language="")
    edition = read(packed({"form.md": form, "posts.csv": b"name,label\nmsb,Maseru Bridge\n"}))
    assert edition.is_sound, (edition.findings, edition.refusals)


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"a.md": sheets(), "b.xlsx": workbook()}, "package_form"),
        ({"face.png": png()}, "package_empty"),
        ({"form.md": sheets(), "a/x.png": png(), "b/x.png": png()}, "package_twice"),
        ({"form.md": sheets(), "x.png": b"MZ program"}, "media_unknown"),
        ({"form.md": sheets(), "x.png": b"<svg xmlns='x'/>"}, "media_unknown"),
        ({"form.md": sheets(), "x.png": png() + b"x" * 600_000}, "media_large"),
        ({"form.md": sheets(), "x.wav": wav(300)}, "media_large"),
        ({"form.md": sheets(), **{f"{n}.png": png() for n in range(301)}}, "package_bomb"),
        ({"form.md": sheets(), "zeros.png": b"\x00" * 31_000_000}, "package_bomb"),
    ],
)
def test_what_is_no_package_is_refused(files: dict[str, bytes], code: str) -> None:
    assert refused_for(packed(files)) == code


def test_a_locked_or_cut_package_is_refused() -> None:
    whole = with_media()
    cut = read(whole[: len(whole) // 2] + b"PK\x05\x06")
    assert [each.code for each in cut.findings] == ["workbook_broken"]
    locked = bytearray(whole)
    at = locked.index(b"PK\x01\x02")
    locked[at + 8] |= 1  # the flag that says: encrypted
    locked[6] |= 1
    assert refused_for(bytes(locked)) == "package_broken"


def test_a_package_that_lies_about_a_size_is_refused() -> None:
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        archive.writestr("form.md", sheets())
    content = bytearray(target.getvalue())
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    assert refused_for(bytes(content)) in {"package_bomb", "package_broken"}


def test_a_missing_picture_is_named() -> None:
    form = package.opened(with_media()).form
    edition = read(packed({"form.md": form, "yes.png": png(), "well.wav": wav()}))
    assert [(each.code, each.where) for each in edition.refusals] == [("media_missing", "face.png")]


@given(
    st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"|", b"<", b"\xd0\xcf\x11\xe0"])
)
def test_whatever_the_bytes_there_is_an_answer(tail: bytes, start: bytes) -> None:
    edition = read(start + tail)
    assert edition.is_sound or edition.findings or edition.refusals


@given(st.integers(0, 2_000), st.binary(min_size=1, max_size=6))
def test_a_damaged_package_never_raises(at: int, bytes_: bytes) -> None:
    content = bytearray(with_media())
    content[at % len(content) :][: len(bytes_)] = bytes_
    place = at % len(content)
    content[place : place + len(bytes_)] = bytes_
    read(bytes(content))


@given(st.binary(max_size=40))
def test_a_type_is_one_that_a_browser_only_shows(content: bytes) -> None:
    assert type_of(content).partition("/")[0] in {"", "image", "audio"}
