"""A migration that takes the journal's guard down and rewrites an entry."""
