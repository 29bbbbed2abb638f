"""The tests: claims about the project, each of which can fail."""
