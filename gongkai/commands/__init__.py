"""The command line: one module per command, and the pipeline they share."""
