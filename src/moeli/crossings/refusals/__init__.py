"""What a traveller who is refused leave to enter gets: a written notice, and a review."""
