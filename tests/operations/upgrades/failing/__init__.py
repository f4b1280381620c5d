"""A migration that fails half way."""
