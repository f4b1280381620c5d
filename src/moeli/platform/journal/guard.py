"""The database's own refusal to change or remove what the journal holds, on both engines.

It stops a slip in our code, in a migration or at a database prompt. Whoever owns the database can
lift it, as an attacker would: that is what the chain and its anchors are for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

_ANCHOR_COLUMNS = "id, node, epoch, sequence, digest, signed_at, signature, public_key"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One trigger: which operation on which table the database refuses."""

    name: str
    operation: str
    table: str


@dataclass(frozen=True, slots=True)
class Guard:
    """Refusals that stand together, and the sentence with which the database refuses."""

    sentence: str
    refusals: tuple[Refusal, ...]

    def put_up(self, connection: BaseDatabaseWrapper) -> None:
        """Make the database refuse changes and removals from now on."""
        says = self.sentence
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(_POSTGRESQL_FUNCTION)
            for refusal in self.refusals:
                cursor.execute(_MAKE[connection.vendor].format(refusal=refusal, says=says))

    def lift(self, connection: BaseDatabaseWrapper) -> None:
        """Let the database change and remove again: before the tables go, and for drills."""
        with connection.cursor() as cursor:
            for refusal in self.refusals:
                cursor.execute(_DROP[connection.vendor].format(refusal=refusal))

    @contextmanager
    def lifted(self, connection: BaseDatabaseWrapper) -> Iterator[None]:
        """Lift the guard for the length of a block, such as the emptying of a test's database."""
        self.lift(connection)
        try:
            yield
        finally:
            self.put_up(connection)


_MAKE = {
    "sqlite": (
        "CREATE TRIGGER {refusal.name} BEFORE {refusal.operation} ON {refusal.table}"
        " BEGIN SELECT RAISE(ABORT, '{says}'); END"
    ),
    "postgresql": (
        "CREATE TRIGGER {refusal.name} BEFORE {refusal.operation} ON {refusal.table}"
        " FOR EACH ROW EXECUTE FUNCTION moeli_guard('{says}')"
    ),
}
_DROP = {
    "sqlite": "DROP TRIGGER IF EXISTS {refusal.name}",
    "postgresql": "DROP TRIGGER IF EXISTS {refusal.name} ON {refusal.table}",
}
_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION moeli_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'restrict_violation';
END $$
"""

GUARD = Guard(
    "the journal is append-only",
    (
        Refusal("moeli_entry_stays_as_it_is", "UPDATE", "moeli_journal_entry"),
        Refusal("moeli_entry_stays", "DELETE", "moeli_journal_entry"),
        Refusal("moeli_body_stays_as_it_is", "UPDATE", "moeli_journal_body"),
        Refusal("moeli_body_stays", "DELETE", "moeli_journal_body"),
        Refusal(
            "moeli_anchor_stays_as_it_is", f"UPDATE OF {_ANCHOR_COLUMNS}", "moeli_journal_anchor"
        ),
        Refusal("moeli_anchor_stays", "DELETE", "moeli_journal_anchor"),
    ),
)
put_up, lift, lifted = GUARD.put_up, GUARD.lift, GUARD.lifted
