"""Atheris on the doors of reading."""
