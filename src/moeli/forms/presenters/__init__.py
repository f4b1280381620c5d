"""Forms in words: steps, reviews, paper, editions."""
