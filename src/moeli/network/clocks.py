"""By how much another node's clock is wrong, at the least.

A stick may lie in a drawer for days, so one message proves only that a clock is ahead: it was sent
later than it came. That it is behind is proved by an answer: our message was heard before it was
sent. Order never depends on it: entries stand by node, epoch and sequence.
"""

from datetime import datetime, timedelta

from moeli.network.wire.payload import Payload

TOLERATED = timedelta(minutes=2)
_NONE = timedelta(0)


def skew(payload: Payload, received_at: datetime) -> timedelta:
    """How far the sender's clock is ahead (positive) or behind (negative) at the least."""
    ahead = payload.sent_at - received_at
    if ahead > _NONE:
        return ahead
    if payload.heard and payload.heard.heard_at < payload.heard.sent_at:
        return payload.heard.heard_at - payload.heard.sent_at
    return _NONE
