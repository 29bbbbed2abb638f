// Every index that a question of the port stands on. Each statement may be run again.
CREATE CONSTRAINT node_id IF NOT EXISTS FOR (n:Node) REQUIRE n.id IS UNIQUE;
CREATE INDEX node_area IF NOT EXISTS FOR (n:Node) ON (n.area);
CREATE TEXT INDEX node_name_key IF NOT EXISTS FOR (n:Node) ON (n.name_key);
CREATE FULLTEXT INDEX node_grams IF NOT EXISTS FOR (n:Node) ON EACH [n.grams]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};

// Lists in order of name, and what is near: by kind, so that a sage is not looked for among all.
CREATE INDEX area_order IF NOT EXISTS FOR (n:Area) ON (n.order_key);
CREATE POINT INDEX area_point IF NOT EXISTS FOR (n:Area) ON (n.point);
CREATE INDEX person_order IF NOT EXISTS FOR (n:Person) ON (n.order_key);
CREATE POINT INDEX person_point IF NOT EXISTS FOR (n:Person) ON (n.point);
CREATE INDEX sage_order IF NOT EXISTS FOR (n:Sage) ON (n.order_key);
CREATE POINT INDEX sage_point IF NOT EXISTS FOR (n:Sage) ON (n.point);
CREATE INDEX trainer_order IF NOT EXISTS FOR (n:Trainer) ON (n.order_key);
CREATE POINT INDEX trainer_point IF NOT EXISTS FOR (n:Trainer) ON (n.point);
CREATE INDEX leader_order IF NOT EXISTS FOR (n:Leader) ON (n.order_key);
CREATE POINT INDEX leader_point IF NOT EXISTS FOR (n:Leader) ON (n.point);
CREATE INDEX officer_order IF NOT EXISTS FOR (n:Officer) ON (n.order_key);
CREATE POINT INDEX officer_point IF NOT EXISTS FOR (n:Officer) ON (n.point);
CREATE INDEX team_order IF NOT EXISTS FOR (n:Team) ON (n.order_key);
CREATE POINT INDEX team_point IF NOT EXISTS FOR (n:Team) ON (n.point);
CREATE INDEX household_order IF NOT EXISTS FOR (n:Household) ON (n.order_key);
CREATE POINT INDEX household_point IF NOT EXISTS FOR (n:Household) ON (n.point);
CREATE INDEX occupation_order IF NOT EXISTS FOR (n:Occupation) ON (n.order_key);
CREATE POINT INDEX occupation_point IF NOT EXISTS FOR (n:Occupation) ON (n.point);
CREATE INDEX occupation_group_order IF NOT EXISTS FOR (n:OccupationGroup) ON (n.order_key);
CREATE POINT INDEX occupation_group_point IF NOT EXISTS FOR (n:OccupationGroup) ON (n.point);
CREATE INDEX product_order IF NOT EXISTS FOR (n:Product) ON (n.order_key);
CREATE POINT INDEX product_point IF NOT EXISTS FOR (n:Product) ON (n.point);
CREATE INDEX agency_order IF NOT EXISTS FOR (n:Agency) ON (n.order_key);
CREATE POINT INDEX agency_point IF NOT EXISTS FOR (n:Agency) ON (n.point);
CREATE INDEX market_order IF NOT EXISTS FOR (n:Market) ON (n.order_key);
CREATE POINT INDEX market_point IF NOT EXISTS FOR (n:Market) ON (n.point);
CREATE INDEX learning_centre_order IF NOT EXISTS FOR (n:LearningCentre) ON (n.order_key);
CREATE POINT INDEX learning_centre_point IF NOT EXISTS FOR (n:LearningCentre) ON (n.point);
CREATE INDEX activity_order IF NOT EXISTS FOR (n:Activity) ON (n.order_key);
CREATE POINT INDEX activity_point IF NOT EXISTS FOR (n:Activity) ON (n.point);

// A link's identity within its type: source, target and key.
CREATE CONSTRAINT taught_uid IF NOT EXISTS FOR ()-[r:TAUGHT]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT leads_uid IF NOT EXISTS FOR ()-[r:LEADS]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT member_of_uid IF NOT EXISTS FOR ()-[r:MEMBER_OF]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT selected_uid IF NOT EXISTS FOR ()-[r:SELECTED]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT practises_uid IF NOT EXISTS FOR ()-[r:PRACTISES]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT similar_to_uid IF NOT EXISTS FOR ()-[r:SIMILAR_TO]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT makes_uid IF NOT EXISTS FOR ()-[r:MAKES]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT sold_at_uid IF NOT EXISTS FOR ()-[r:SOLD_AT]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT sells_at_uid IF NOT EXISTS FOR ()-[r:SELLS_AT]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT peer_uid IF NOT EXISTS FOR ()-[r:PEER]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT supported_uid IF NOT EXISTS FOR ()-[r:SUPPORTED]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT coordinates_with_uid IF NOT EXISTS FOR ()-[r:COORDINATES_WITH]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT works_at_uid IF NOT EXISTS FOR ()-[r:WORKS_AT]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT responsible_for_uid IF NOT EXISTS FOR ()-[r:RESPONSIBLE_FOR]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT hosts_uid IF NOT EXISTS FOR ()-[r:HOSTS]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT led_uid IF NOT EXISTS FOR ()-[r:LED]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT attended_uid IF NOT EXISTS FOR ()-[r:ATTENDED]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT arranged_uid IF NOT EXISTS FOR ()-[r:ARRANGED]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT held_at_uid IF NOT EXISTS FOR ()-[r:HELD_AT]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT about_uid IF NOT EXISTS FOR ()-[r:ABOUT]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT visited_uid IF NOT EXISTS FOR ()-[r:VISITED]-() REQUIRE r.uid IS UNIQUE;
CREATE CONSTRAINT followed_up_uid IF NOT EXISTS FOR ()-[r:FOLLOWED_UP]-() REQUIRE r.uid IS UNIQUE;

// Published metrics: the values of a node, and the order of all nodes by one metric.
CREATE INDEX measured IF NOT EXISTS FOR (m:Measured) ON (m.publication, m.id);
CREATE INDEX ranking IF NOT EXISTS FOR (r:Ranking) ON (r.publication, r.spec, r.chunk);
