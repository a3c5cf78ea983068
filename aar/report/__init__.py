"""The after-action report: what stands in it, with the entries that it rests on. How it is set is in `aar/documents`."""
