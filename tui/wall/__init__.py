"""The projector: what everybody may know, large enough for a room. Nothing is given here, and nothing private reaches it."""
