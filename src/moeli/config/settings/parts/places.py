"""Where things lie: the home folder holds all state; nothing is written elsewhere."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[5]
HOME = Path(os.environ.get("MOELI_HOME") or ROOT / "var" / "dev").resolve()
ANCHOR_COPY = Path(os.environ.get("MOELI_ANCHOR_COPY") or HOME / "second-place" / "anchors.jsonl")
