"""This machine's own identity: which node it is, since which epoch, and the key it signs with.

`node.toml` in the home folder holds what anyone may know; `keys/node.key` (mode 600) the Ed25519
private key. Both are made at the first start.
"""

from moeli.platform.node.description import Role, is_practice, keys_folder
from moeli.platform.node.identity import Node, begin_epoch, current, load_or_make, month_of

__all__ = [
    "Node",
    "Role",
    "begin_epoch",
    "current",
    "is_practice",
    "keys_folder",
    "load_or_make",
    "month_of",
]
