"""Staging, publishing, receiving, acknowledging: authorise, lock, check, record."""

from moeli.platform.publications.services.acknowledging import acknowledge
from moeli.platform.publications.services.publishing import (
    ask_for_rollback,
    propose,
    publish,
    roll_back,
)
from moeli.platform.publications.services.receiving import accept
from moeli.platform.publications.services.staging import discard, stage

__all__ = [
    "accept",
    "acknowledge",
    "ask_for_rollback",
    "discard",
    "propose",
    "publish",
    "roll_back",
    "stage",
]
