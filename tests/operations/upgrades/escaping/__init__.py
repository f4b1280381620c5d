"""A migration that commits by itself before it fails."""
