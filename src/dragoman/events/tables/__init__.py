"""Tables of the events room, as CSV."""
