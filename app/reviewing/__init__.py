"""The pages on which people judge, decide and keep an overview of running work."""
