// Derived links are found by the activity they follow from, and taken back with it.
CREATE INDEX taught_key IF NOT EXISTS FOR ()-[r:TAUGHT]-() ON (r.key);
CREATE INDEX visited_key IF NOT EXISTS FOR ()-[r:VISITED]-() ON (r.key);
CREATE INDEX followed_up_key IF NOT EXISTS FOR ()-[r:FOLLOWED_UP]-() ON (r.key);
CREATE INDEX informed_key IF NOT EXISTS FOR ()-[r:INFORMED]-() ON (r.key);

// What was erased, when, at whose request and why.
CREATE CONSTRAINT audit_number IF NOT EXISTS FOR (a:Audit) REQUIRE a.number IS UNIQUE;
