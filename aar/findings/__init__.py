"""Findings: from candidates of detectors and from worlds, with chain, evidence and severity. No world is played here."""
