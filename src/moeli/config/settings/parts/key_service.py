"""OpenBao or Vault, whose transit engine holds the master key; without an address it is a file."""

import os

MOELI_TRANSIT_ADDRESS = os.environ.get("MOELI_TRANSIT_ADDRESS", "")
MOELI_TRANSIT_KEY = os.environ.get("MOELI_TRANSIT_KEY", "transit/moeli")
MOELI_TRANSIT_TOKEN_FILE = os.environ.get("MOELI_TRANSIT_TOKEN_FILE", "")
MOELI_TRANSIT_LEAVE = os.environ.get("MOELI_TRANSIT_LEAVE", "") == "1"
MOELI_TRANSIT_CA = os.environ.get("MOELI_TRANSIT_CA", "")
