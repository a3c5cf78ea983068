"""The terminal clients: they show a view and send orders, and decide nothing."""
