"""A migration that loses rows and says nothing."""
