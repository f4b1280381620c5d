"""Lenses out of focus, far enough that strokes run together, by the pitch of the characters.

The camera's kind `out_of_focus` is a Gaussian of 0.17 to 0.21 pitches. It stays held out: Gaussians
are narrower or wider than that, and what lies between is a disc, as a wide aperture draws it.
"""

from random import Random

import cv2
import numpy as np

from moeli.reading.strips import Picture

_NARROWER, _WIDER = (0.04, 0.155), (0.22, 0.24)  # spread of a Gaussian, in pitches
_DISC = (0.1, 0.42)  # radius, in pitches: its spread is half of that


def defocused(seen: Picture, pitch: float, random: Random) -> Picture:
    """The picture out of focus; from character to character it has `pitch` pixels."""
    if random.random() < 0.4:
        return cv2.filter2D(seen, -1, _disc(pitch * random.uniform(*_DISC)))
    spread = random.uniform(*random.choice((_NARROWER, _NARROWER, _WIDER)))
    return cv2.GaussianBlur(seen, (0, 0), max(0.3, pitch * spread))


def _disc(radius: float) -> Picture:
    """A disc of that radius in pixels, its edge smooth, its sum 1."""
    reach = int(radius) + 1
    rows, columns = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    disc = np.clip(radius + 0.5 - np.hypot(rows, columns), 0, 1).astype(np.float32)
    return np.asarray(disc / disc.sum())
