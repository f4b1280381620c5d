"""What is written on the wire or the stick: pure bytes, no Django, no clock, no database."""
