"""Looking over a store that may be damaged in any way, room by room, and mending it."""
