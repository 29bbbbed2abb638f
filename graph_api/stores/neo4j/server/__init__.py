"""A Neo4j server of one's own: for people without Docker, and for the tests."""
