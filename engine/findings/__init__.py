"""Gaps and seams: detectors that look at a week, and the chain from a shortfall to a boundary."""
