"""The pages of work in progress."""
