// The indexes and constraints of the kinds and links that the whole model adds.
CREATE INDEX chair_order IF NOT EXISTS FOR (n:Chair) ON (n.order_key);
CREATE POINT INDEX chair_point IF NOT EXISTS FOR (n:Chair) ON (n.point);
CREATE INDEX material_order IF NOT EXISTS FOR (n:Material) ON (n.order_key);
CREATE POINT INDEX material_point IF NOT EXISTS FOR (n:Material) ON (n.point);
CREATE INDEX online_media_order IF NOT EXISTS FOR (n:OnlineMedia) ON (n.order_key);
CREATE POINT INDEX online_media_point IF NOT EXISTS FOR (n:OnlineMedia) ON (n.point);
CREATE INDEX programme_order IF NOT EXISTS FOR (n:Programme) ON (n.order_key);
CREATE POINT INDEX programme_point IF NOT EXISTS FOR (n:Programme) ON (n.point);
CREATE INDEX plan_order IF NOT EXISTS FOR (n:Plan) ON (n.order_key);
CREATE POINT INDEX plan_point IF NOT EXISTS FOR (n:Plan) ON (n.point);
CREATE INDEX goal_order IF NOT EXISTS FOR (n:Goal) ON (n.order_key);
CREATE POINT INDEX goal_point IF NOT EXISTS FOR (n:Goal) ON (n.point);
CREATE INDEX income_observation_order IF NOT EXISTS FOR (n:IncomeObservation) ON (n.order_key);
CREATE POINT INDEX income_observation_point IF NOT EXISTS FOR (n:IncomeObservation) ON (n.point);
CREATE INDEX stage_change_order IF NOT EXISTS FOR (n:StageChange) ON (n.order_key);
CREATE POINT INDEX stage_change_point IF NOT EXISTS FOR (n:StageChange) ON (n.point);
CREATE INDEX knowledge_record_order IF NOT EXISTS FOR (n:KnowledgeRecord) ON (n.order_key);
CREATE POINT INDEX knowledge_record_point IF NOT EXISTS FOR (n:KnowledgeRecord) ON (n.point);
CREATE INDEX record_section_order IF NOT EXISTS FOR (n:RecordSection) ON (n.order_key);
CREATE POINT INDEX record_section_point IF NOT EXISTS FOR (n:RecordSection) ON (n.point);

// A link's identity within its type: source, target and key.
CREATE CONSTRAINT informed_uid IF NOT EXISTS FOR ()-[r:INFORMED]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT learned_from_media_uid IF NOT EXISTS FOR ()-[r:LEARNED_FROM_MEDIA]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT uses_uid IF NOT EXISTS FOR ()-[r:USES]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT part_of_uid IF NOT EXISTS FOR ()-[r:PART_OF]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT aims_at_uid IF NOT EXISTS FOR ()-[r:AIMS_AT]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT concerns_uid IF NOT EXISTS FOR ()-[r:CONCERNS]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT wrote_uid IF NOT EXISTS FOR ()-[r:WROTE]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT mentions_uid IF NOT EXISTS FOR ()-[r:MENTIONS]-() REQUIRE r.uid IS UNIQUE;
