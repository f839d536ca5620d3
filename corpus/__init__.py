"""Which documents: finding them and running many; how one is read is handed in."""
