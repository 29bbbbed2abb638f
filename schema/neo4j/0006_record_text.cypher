// Sections of knowledge records by any part of their folded text (docs/decisions, on record text).
CREATE FULLTEXT INDEX section_grams IF NOT EXISTS FOR (n:RecordSection) ON EACH [n.section_grams]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}};
