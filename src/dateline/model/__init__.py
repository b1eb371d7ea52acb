"""The records that every room shares: frozen, typed, standard library only."""
