"""The command line, a module per command group, and the composition root."""
