"""What keeps an installation alive: serving, saving, restoring, upgrading, watching."""
