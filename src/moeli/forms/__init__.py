"""Forms: editions that headquarters publishes, and the runs in which people answer them."""
