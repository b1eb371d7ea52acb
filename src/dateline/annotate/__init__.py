"""What stands in the words: one file a question. Stages of one report, pure functions over a reading."""
