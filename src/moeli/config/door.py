"""The machine door, with the operations of every room."""

from moeli.crossings.api import router as decisions
from moeli.desk.api import router as inspections
from moeli.platform.machine.api import router as machines
from moeli.platform.machine.door import make_door
from moeli.ports.api import router as ports

door = make_door()
for router in (machines, ports, inspections, decisions):
    door.add_router("", router)
