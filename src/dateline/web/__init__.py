"""The pages in the browser and the interface below them; they read through the View and write judgements only."""
