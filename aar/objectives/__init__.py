"""Objectives rated from a log: one small function for each measure, and the rating that follows from them (chapter 16)."""
