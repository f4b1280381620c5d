"""The answers to phones, and the pages of those who look after them."""
