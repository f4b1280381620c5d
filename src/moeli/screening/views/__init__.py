"""The pages of the document list."""
