"""The name by which Django finds the engine."""
