"""What may follow a decision: its withdrawal within seconds, and later its correction."""
