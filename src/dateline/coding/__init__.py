"""Events out of marks: which act, who in which role, and whether it happened."""
