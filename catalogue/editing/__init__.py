"""The editorial work: who may do what, working documents, merging, steps and the logbook."""
