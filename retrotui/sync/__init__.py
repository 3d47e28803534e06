"""The store's way between clones: git as a subprocess, and nothing that git could conflict on."""
