"""From a picture of a document to the lines of its machine-readable zone. Pure: no Django.

Begin at `images.grey` and `reader.look`. Nothing is imported here: whoever only needs the words
of an `advice` must not load what looks at pictures.
"""
