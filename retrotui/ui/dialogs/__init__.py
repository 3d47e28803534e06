"""Short questions over a screen: choose, ask, fill in, confirm."""
