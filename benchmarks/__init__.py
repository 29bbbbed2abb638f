"""Measurements beside peers, one command each; results with machine and date in README.md."""
