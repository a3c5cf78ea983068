"""Measurements of speed and size: they fail no build and ship in no wheel."""
