"""The week: need, use, production and shipping, on integers. It reads a physical world and answers with events."""
