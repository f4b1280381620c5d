"""Backups: one encrypted file that holds a whole installation, and the way back from it."""
