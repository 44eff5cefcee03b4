"""Tables of the reading room, as CSV."""
