"""A hand at the keyboard. It is slower than any scanner, and it looks before it presses.

A key belongs to the page that stands: so each press waits until the page and its scripts are there,
and a key that leads on to a page is pressed with `lead_to`, which waits for that page, not for an
address: the page before may have had the same one.
"""

from playwright.sync_api import Page

PAUSE = 60  # milliseconds; the script that recognises scanners takes 30 for a scanner's pace


def press(page: Page, *keys: str) -> None:
    """One key after the other."""
    page.wait_for_load_state()
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(PAUSE)


def lead_to(address: str, page: Page, *keys: str) -> None:
    """One key after the other; the last one leads to a new page at `address`, a pattern."""
    press(page, *keys[:-1])
    page.wait_for_load_state()
    with page.expect_navigation(url=address):
        page.keyboard.press(keys[-1])
    page.wait_for_load_state()


def type_in(page: Page, words: str) -> None:
    """Words into the box that has the focus, no two keys so close that they seem a scanner's."""
    page.wait_for_load_state()
    page.keyboard.type(words, delay=PAUSE)
