"""One try at each action, at a place: it succeeds, or is answered as absent."""
