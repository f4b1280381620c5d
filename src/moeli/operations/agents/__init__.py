"""What looks outside all day: one process each, and how it stands."""
