"""Tables of the actors room, as CSV."""
