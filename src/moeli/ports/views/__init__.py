"""The pages of the ports."""
