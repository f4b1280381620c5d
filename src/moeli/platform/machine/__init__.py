"""The door for machines: which devices are known, what each may ask, and how it is answered."""
