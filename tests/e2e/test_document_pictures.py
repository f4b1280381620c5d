"""Pictures of documents at the desk, in a real browser with a camera that shows a drawn page."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cv2
import pytest
from playwright.sync_api import Browser, BrowserType, Page, expect
from pytest_django.live_server_helper import LiveServer

from moeli.crossings.models import Inspection
from moeli.documents.models import Picture
from moeli.platform.access.models import User
from moeli.platform.journal.verify import verify
from moeli.specimens import draw, photograph
from tests.e2e.browser.look import assert_accessible, assert_reflows, picture
from tests.e2e.browser.watch import Watch

Opened = Callable[..., Page]
SEED = 7
SIZE = (1280, 960)


def frame_of(kind: str, seed: int = SEED) -> bytes:
    """A drawn passport as a camera of 1280 by 960 sees it, as JPEG."""
    image = photograph(draw(seed, format="TD3", dpi=200), kind, seed).image
    scale = min(SIZE[0] / image.shape[1], SIZE[1] / image.shape[0])
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    down, across = SIZE[1] - small.shape[0], SIZE[0] - small.shape[1]
    whole = cv2.copyMakeBorder(small, 0, down, 0, across, cv2.BORDER_REPLICATE)
    _done, written = cv2.imencode(".jpg", cv2.cvtColor(whole, cv2.COLOR_RGB2BGR))
    return written.tobytes()


@pytest.fixture(scope="module")
def camera(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Browser]:
    """A browser whose camera shows the page of SEED, after a table with nothing on it."""
    film = tmp_path_factory.mktemp("camera") / "page.mjpeg"
    film.write_bytes(frame_of("clean"))
    arguments = [
        *browser_type_launch_args["args"],
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]
    browser = browser_type.launch(**{**browser_type_launch_args, "args": arguments})
    yield browser
    browser.close()


@pytest.fixture
def browser(camera: Browser) -> Browser:
    """Every test of this file sees through that camera."""
    return camera


def test_the_camera_fills_the_box_and_the_inspection_names_the_picture(
    open_page: Opened, officer: User
) -> None:
    page = open_page(officer)
    page.goto("/desk/")
    page.keyboard.press("F4")
    page.wait_for_url("**/inspections/**")
    expect(page.get_by_role("heading", level=1)).to_contain_text("QADU")
    kept, inspection = Picture.objects.get(), Inspection.objects.get()
    assert bytes(kept.sha256) == bytes(inspection.image_sha256)
    assert kept.inspection_id == inspection.id
    assert inspection.captured_how == "photo_read"
    assert verify().sound
