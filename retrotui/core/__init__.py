"""What a meeting is: frozen records and pure functions. No screen, file, clock or chance."""
