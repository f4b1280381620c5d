"""Pictures of documents: how they are read, kept and asked about; and the expert desk."""
