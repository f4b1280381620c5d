"""Acts that need several people: asked, granted or denied, never by oneself."""
