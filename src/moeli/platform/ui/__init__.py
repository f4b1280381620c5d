"""The house's look: base page, components, one form renderer, keys, error pages, languages."""
