"""Draws fictitious travel documents, genuine and altered, and photographs of them. Pure.

Everything is drawn from a seed: the same seed gives the same pixels. Nothing here shows a real
person or copies a real document's security print; every page is marked SPECIMEN.

Begin at `specimen.draw`, `camera.photograph`, `alterations.ALTERATIONS`. Nothing is imported here:
whoever names a `holders.Holder` must not load what draws.
"""
