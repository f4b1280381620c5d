"""Immutable signed versions of what headquarters publishes."""
