"""Pictures of documents at the desk, in a real browser with a camera that shows a drawn page."""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserType, Page, expect

from moeli.crossings.models import Inspection
from moeli.documents.models import Examination, Lesson, Picture
from moeli.platform.access.models import User
from moeli.platform.journal.verify import verify
from tests.documents import drawn
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture
from tests.e2e.browser.windows import Windows

Opened = Callable[..., Page]
WIDTH, HEIGHT = 1280, 960
ALLOWED = {"permissions": ["camera"]}
_HAND = 60  # milliseconds between two keys


def seen(page: np.ndarray) -> np.ndarray:
    """A page as it lies under the camera, on a grey table."""
    scale = min(WIDTH / page.shape[1], HEIGHT / page.shape[0])
    small = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    table = np.full((HEIGHT, WIDTH, 3), (120, 116, 110), np.uint8)
    table[: small.shape[0], : small.shape[1]] = small
    return table


def film(path: Path) -> Path:
    """Two seconds of an empty table, then the page, for ever in turn: two frames a second."""
    table = np.full((HEIGHT, WIDTH, 3), (120, 116, 110), np.uint8)
    with path.open("wb") as file:
        file.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F2:1 Ip A1:1 C420jpeg\n".encode())
        for frame in [table] * 4 + [seen(drawn.pixels())] * 8:
            file.write(b"FRAME\n" + cv2.cvtColor(frame, cv2.COLOR_RGB2YUV_I420).tobytes())
    return path


@pytest.fixture(scope="module")
def camera(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Browser]:
    """A browser with a camera that shows the film; only who is allowed sees it."""
    shown = film(tmp_path_factory.mktemp("camera") / "page.y4m")
    arguments = [
        *browser_type_launch_args["args"],
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={shown}",
    ]
    whole = shutil.which("chromium")  # the one without a screen has no camera either
    assert whole, "Please install chromium (Debian: apt-get install chromium)."
    changed = {"args": arguments, "executable_path": whole}
    browser = browser_type.launch(**{**browser_type_launch_args, **changed})
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def kept_windows(camera: Browser) -> Windows:
    """Every test of this file sees through that camera."""
    return Windows(camera)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(_HAND)


def judged(page: Page, name: str) -> None:
    assert_accessible(page)
    assert_reflows(page)
    picture(page, name)


def test_the_camera_fills_the_box_and_the_inspection_names_the_picture(
    open_page: Opened, officer: User, record_property: Callable[[str, object], None]
) -> None:
    page = open_page(officer, **ALLOWED)
    frames: list[float] = []
    page.on("request", lambda each: frames.append(time.monotonic()) if _is_frame(each.url) else 0)
    page.goto("/desk/")
    page.keyboard.press("F9")
    page.wait_for_url("**/desk/picture/")
    say = page.locator("[data-say]")
    expect(say).to_have_text("No zone seen: show the page with the lines")
    picture(page, "picture-camera")
    page.wait_for_url("**/inspections/**")
    record_property("last frame to inspection, ms", round((time.monotonic() - frames[-1]) * 1000))
    expect(page.get_by_role("heading", level=1)).to_contain_text("QADU")
    kept, inspection = Picture.objects.get(), Inspection.objects.get()
    assert bytes(kept.sha256) == bytes(inspection.image_sha256)
    assert kept.inspection_id == inspection.id
    assert inspection.captured_how == "photo_read"
    assert verify().sound


def _is_frame(url: str) -> bool:
    return url.endswith("/frame/")


def test_without_the_camera_a_sentence_says_so_and_the_desk_goes_on(
    open_page: Opened, officer: User, tmp_path: Path
) -> None:
    page = open_page(officer)  # nobody allowed it
    page.goto("/desk/picture/")
    expect(page.locator("[data-say]")).to_contain_text("The browser may not use the camera")
    judged(page, "picture-refused")
    page.get_by_role("button", name="Sesotho").click()
    expect(page.locator("[data-say]")).to_contain_text("Sebatli ha sea lumelloa")
    judged(page, "picture-sesotho")
    page.get_by_role("button", name="English").click()
    expect(page.locator("[data-say]")).to_contain_text("The browser may not use the camera")
    blank = tmp_path / "blank.jpg"
    blank.write_bytes(drawn.saved(drawn.Image.new("RGB", (640, 480), (170, 170, 170)), "JPEG"))
    page.set_input_files("[type=file]", blank)
    page.get_by_role("button", name="Read this picture").click()
    page.wait_for_url("**/desk/picture/*-*/")
    expect(page.get_by_text("No zone was found in the picture")).to_be_visible()
    page.keyboard.press("F6")
    page.wait_for_url("**/desk/by-hand/**")


def test_doubtful_characters_are_asked_one_by_one_by_keyboard(
    open_page: Opened, officer: User, tmp_path: Path
) -> None:
    smudged = tmp_path / "page.jpg"
    smudged.write_bytes(drawn.doubtful())
    page = open_page(officer)
    page.goto("/desk/picture/")
    page.set_input_files("[type=file]", smudged)
    page.get_by_role("button", name="Read this picture").click()
    page.wait_for_url("**/desk/picture/*-*/")
    first, second = page.locator("[data-doubt]").all()
    expect(first).to_be_visible()
    expect(second).to_be_hidden()
    judged(page, "picture-doubt")
    page.keyboard.press(_key(page, first, "O"))
    expect(second).to_be_visible()
    press(page, "0", "5", "Enter")  # typed instead of chosen
    expect(page.get_by_text("All check digits agree.")).to_be_visible()
    expect(page.get_by_role("button", name="Inspect")).to_be_focused()
    judged(page, "picture-compare")
    page.keyboard.press("F2")
    page.wait_for_url("**/inspections/**")
    expect(page.get_by_text("BFO14555").first).to_be_visible()
    assert Inspection.objects.get().captured_how == "photo_asked"


def _key(page: Page, doubt: Any, letter: str) -> str:
    return str(doubt.locator(f"[value='{letter}']").get_attribute("data-digit"))


def test_one_key_asks_the_expert_whose_answer_everybody_learns_from(
    open_page: Opened, officer: User, person: Callable[..., User], tmp_path: Path
) -> None:
    page = open_page(officer)
    whole = tmp_path / "page.jpg"
    whole.write_bytes(drawn.jpeg())
    page.goto("/desk/picture/")
    page.set_input_files("[type=file]", whole)
    page.get_by_role("button", name="Read this picture").click()
    page.wait_for_url("**/desk/picture/*-*/")
    page.wait_for_load_state()
    page.keyboard.press("F2")
    page.wait_for_url("**/inspections/**")
    page.wait_for_load_state()
    page.keyboard.press("F10")
    expect(page.get_by_role("checkbox").first).to_be_focused()
    press(page, "Space")
    judged(page, "question-ask")
    page.keyboard.press("F2")
    expect(page.get_by_text("The expert has your question.")).to_be_visible()
    expect(page.get_by_text("no answer yet")).to_be_visible()

    expert = open_page(person("document_examiner"))
    expert.goto("/documents/questions/")
    judged(expert, "expert-questions")
    expert.get_by_role("link", name="Open").click()
    expert.wait_for_url("**/questions/*-*/")
    judged(expert, "expert-question")
    expert.get_by_label("Altered: a genuine document was changed").check()
    expert.get_by_label("If it was altered: what").select_option("photo")
    expert.get_by_label("If it was altered: how").fill("A second photo: its edge throws a shadow.")
    expert.keyboard.press("F2")
    expect(expert.get_by_text("The desk has your answer.")).to_be_visible()

    page.goto("/documents/altered/")
    expect(page.get_by_text("its edge throws a shadow")).to_be_visible()
    judged(page, "lessons")
    assert Examination.objects.get().verdict == "altered"
    assert Lesson.objects.count() == 1
