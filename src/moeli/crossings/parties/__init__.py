"""Parties: people who travel together are inspected one by one and decided with one key."""
