"""Tables of the statements room, as CSV."""
