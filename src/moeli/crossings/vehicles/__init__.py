"""The car of a party, its papers, and what customs, port health and police are asked about it."""
