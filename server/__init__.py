"""The authority: seats, rooms and the stored log; the rules themselves are in engine."""
