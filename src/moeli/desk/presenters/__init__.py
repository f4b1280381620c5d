"""What the desk's templates are given: frozen words and values, nothing to compute."""
