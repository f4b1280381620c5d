"""Settings with one migration more than the house has: what an upgrade brings."""
