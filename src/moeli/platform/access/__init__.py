"""Who may do what, where and until when: people, roles, booths, signing in."""
