"""How the reader's weights are made: corpora to examples, training, measuring, export. Needs the extra `train`."""
