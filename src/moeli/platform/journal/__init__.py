"""The one journal: audit trail and outbox, append-only, hash-chained, its head signed."""
