"""The papers of an exercise, as documents: what is handed out before it, and on the day that the network dies."""
