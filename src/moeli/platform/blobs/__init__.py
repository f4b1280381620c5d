"""Files kept as ciphertext, addressed by its hash, deleted by retention and legal hold."""
