"""Trains the small model of how two reports are related."""
