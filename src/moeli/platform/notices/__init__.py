"""What a role at a place must be told, until somebody acknowledges it."""
