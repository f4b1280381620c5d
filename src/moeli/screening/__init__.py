"""Lists against which a document is checked. For now: a small list of document numbers."""
