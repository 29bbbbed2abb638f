// What changed of actors and ties since the snapshot that is published, a node for each write.
CREATE INDEX change_version IF NOT EXISTS FOR (c:Change) ON (c.version);
