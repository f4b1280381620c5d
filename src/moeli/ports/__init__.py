"""Ports of entry: what each is called, where it lies, and which post stands opposite."""
