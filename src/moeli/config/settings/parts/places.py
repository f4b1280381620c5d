"""Where things lie: the home folder holds all state; nothing is written elsewhere."""

import os
from pathlib import Path

from moeli.config.settings.parts.home_file import told

ROOT = Path(__file__).resolve().parents[5]
HOME = Path(os.environ.get("MOELI_HOME") or ROOT / "var" / "dev").resolve()
ANCHOR_COPY = Path(told(HOME, "anchor_copy") or HOME / "second-place" / "anchors.jsonl")
