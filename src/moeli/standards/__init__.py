"""Published standards as plain Python: no Django, no clock, no I/O beyond packaged tables."""
