"""Moeli: one open platform for a small country's borders and the people trafficked across them."""

__version__ = "0.1.0"
