"""Many bot games of one deck over seeds, policies and varied values: which to play, their rows, and what they say together."""
