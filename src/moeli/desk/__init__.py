"""Primary inspection: the page where an officer scans a document and decides."""
