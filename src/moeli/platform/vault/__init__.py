"""Envelope encryption: per-subject keys under a master key that never enters the database."""
