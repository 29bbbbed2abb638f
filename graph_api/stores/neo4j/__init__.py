"""The graph in Neo4j: for many users at once, on one server, a cluster, or Aura."""
