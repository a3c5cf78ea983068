"""The surgex command: it wires the other packages together and holds no rule."""
