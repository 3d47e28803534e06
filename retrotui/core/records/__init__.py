"""The records of the store as frozen data, a module per noun; ``codec`` makes them from rows."""
