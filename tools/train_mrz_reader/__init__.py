"""Trains the OCR-B reader of `moeli.reading` on drawn strips only."""
