"""What this room shows to the house."""

from moeli.platform.room import Room

ROOM = Room(code="ui")
