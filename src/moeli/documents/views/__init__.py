"""Pages of the expert desk. Pages of pictures are the desk's."""
