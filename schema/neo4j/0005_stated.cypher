// Large writes by digest, so that the same one is known again without reading what it states.
CREATE CONSTRAINT stated_digest IF NOT EXISTS FOR (s:Stated) REQUIRE s.digest IS UNIQUE;
CREATE INDEX stated_version IF NOT EXISTS FOR (s:Stated) ON (s.version);
