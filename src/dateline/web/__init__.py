"""The pages in the browser and the HTTP interface below them; it reads through the store's View and writes nothing."""
