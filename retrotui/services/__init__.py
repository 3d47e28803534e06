"""What one can do with the store, a module per noun. Speaks to ports, never to files."""
