"""What a picture is in this room."""

from typing import Any

import numpy.typing as npt

Picture = npt.NDArray[Any]
Corners = tuple[tuple[float, float], ...]
