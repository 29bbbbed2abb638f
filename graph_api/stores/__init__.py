"""The adapters that keep the graph; each answers the port alike."""
