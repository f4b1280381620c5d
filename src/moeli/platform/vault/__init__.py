"""Encrypts, draws keys, wraps and seals them: all that a reviewer of secrets must read."""
