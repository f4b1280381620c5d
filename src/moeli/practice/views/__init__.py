"""The pages of the practice desk, and the door to it on a live site."""
