"""Signed bundles that anyone can verify without this house."""
