"""Weights of the signs of factuality."""
