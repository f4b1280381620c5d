"""Editions: what an author hands in, read, judged, compared. Nothing here knows a database."""
