"""Dates as people in Lesotho write them in Sesotho: the same order and figures as in English."""

from moeli.platform.ui.formats.en.formats import *  # noqa: F403 -- one custom in both languages
