"""The keyring's tests stand in the surroundings of the vault's."""

from tests.platform.vault.conftest import home as home
from tests.platform.vault.conftest import quick as quick
