"""Statements composed once a process, for what is asked and written at every request.

Django composes the same SQL anew each time, which costs ten times what the database takes to
answer. What is composed is Django's own, so that both engines are asked as everywhere else.
"""

from moeli.platform.prepared.lookups import Asked, Prepared
from moeli.platform.prepared.writes import Change, insert, together, update

__all__ = ["Asked", "Change", "Prepared", "insert", "together", "update"]
