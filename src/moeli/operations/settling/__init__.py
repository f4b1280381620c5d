"""From an empty folder to a post or headquarters that can be served."""
