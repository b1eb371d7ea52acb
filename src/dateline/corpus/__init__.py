"""Many reports: reading them one after the other or in parallel, adding them to a store, going on after a stop."""
