"""Presence: patterns that cannot be where somebody was looked at, told to the supervisor."""
