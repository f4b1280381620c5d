"""A migration that takes its time."""
