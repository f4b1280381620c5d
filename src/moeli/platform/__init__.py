"""The ground every room stands on: keys, journal, access, the look, the registry of rooms."""
