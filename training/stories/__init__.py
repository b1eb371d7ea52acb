"""Trains the small model of whether two reports tell of one happening."""
