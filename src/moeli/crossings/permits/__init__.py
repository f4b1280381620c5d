"""Permits and visas as an officer reads them from the paper before her, or issues them here."""
