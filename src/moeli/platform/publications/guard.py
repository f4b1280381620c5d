"""The database's own refusal to change or remove versions and contents, on both engines.

As the journal's guard does, it stops a slip in our code or at a database prompt; against whoever
owns the database stand the hashes, the chain and the signature. A content that no version names
may be removed: an upload thrown away. One that a version names cannot: the version's key to it
refuses that by itself.
"""

from moeli.platform.journal.guard import Guard, Refusal

GUARD = Guard(
    "a published version stands as it is",
    (
        Refusal("moeli_version_stays_as_it_is", "UPDATE", "moeli_publications_version"),
        Refusal("moeli_version_stays", "DELETE", "moeli_publications_version"),
        Refusal("moeli_content_stays_as_it_is", "UPDATE", "moeli_publications_content"),
    ),
)
put_up, lift, lifted = GUARD.put_up, GUARD.lift, GUARD.lifted
