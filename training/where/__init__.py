"""Training of the two small models that find and place toponyms; needs scikit-learn, which Dateline itself does not."""
