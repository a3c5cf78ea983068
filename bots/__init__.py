"""Policies that see a view and answer with orders: no bot sees the exercise itself."""
