"""Tables of the commitments room, as CSV."""
