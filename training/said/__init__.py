"""Weights of what cites."""
