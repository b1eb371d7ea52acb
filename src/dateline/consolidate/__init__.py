"""Many reports: who copied whom, and which reports tell of one happening."""
