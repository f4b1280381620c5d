"""The last stamp that an officer sees in a document, where no record says what it says."""
