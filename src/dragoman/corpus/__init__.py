"""Many documents: taking them in, and what is told more than once."""
