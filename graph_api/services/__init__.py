"""One file for each question people ask; a service composes verbs of the port into an answer."""
