"""The after-action review, computed from a log: it never changes one."""
