"""The keys that are rows: made, found, shredded, carried and wrapped anew by the vault."""
