"""What travels between a post and headquarters: signed, gap-free batches."""
