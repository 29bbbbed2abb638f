// The snapshots whose metrics are kept. What the graph itself said of its one publication moves
// to a node of its own.
CREATE CONSTRAINT publication_number IF NOT EXISTS FOR (p:Publication) REQUIRE p.number IS UNIQUE;
MATCH (g:Graph) WHERE g.published IS NOT NULL
MERGE (p:Publication {number: g.published})
ON CREATE SET p.snapshot = g.snapshot, p.as_of = g.as_of, p.nodes = g.nodes, p.links = g.links,
  p.graph_version = g.graph_version, p.specs = g.specs, p.methods = g.methods,
  p.sample_sizes = g.sample_sizes, p.standard_errors = g.standard_errors,
  p.figure_names = [], p.figures = [];
