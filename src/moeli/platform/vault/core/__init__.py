"""The code that encrypts, draws keys and wraps them: all that a reviewer of secrets must read."""
