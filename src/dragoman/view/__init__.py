"""Records for reading: in a terminal, and as one self-contained page."""
