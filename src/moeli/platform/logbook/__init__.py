"""The log of the machine: registered events with registered keys, and nothing else.

A log is read by people who may read no record. So only what `events.EVENTS` declares passes:
everything else is dropped and counted. Exceptions appear by their type and place, never by their
text; requests by the name of their view, never by their address.
"""

from moeli.platform.logbook.events import note

__all__ = ["note"]
