BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE attachments (
	scorecard TEXT NOT NULL, 
	name TEXT NOT NULL, 
	sha256 TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	content BLOB NOT NULL, 
	written_by TEXT NOT NULL, 
	written_at TEXT NOT NULL, 
	CONSTRAINT pk_attachments PRIMARY KEY (scorecard, name), 
	CONSTRAINT fk_attachments_scorecard FOREIGN KEY(scorecard) REFERENCES scorecards (id)
);
INSERT INTO "attachments" VALUES('q1','notes.bin','40aff2e9d2d8922e47afd4648e6967497158785fbd1da870e7110266bf944880',256,X'000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F202122232425262728292A2B2C2D2E2F303132333435363738393A3B3C3D3E3F404142434445464748494A4B4C4D4E4F505152535455565758595A5B5C5D5E5F606162636465666768696A6B6C6D6E6F707172737475767778797A7B7C7D7E7F808182838485868788898A8B8C8D8E8F909192939495969798999A9B9C9D9E9FA0A1A2A3A4A5A6A7A8A9AAABACADAEAFB0B1B2B3B4B5B6B7B8B9BABBBCBDBEBFC0C1C2C3C4C5C6C7C8C9CACBCCCDCECFD0D1D2D3D4D5D6D7D8D9DADBDCDDDEDFE0E1E2E3E4E5E6E7E8E9EAEBECEDEEEFF0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF','Ada','2026-03-02T12:00:00.000000+00:00');
INSERT INTO "attachments" VALUES('q1','empty','e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',0,X'','Ada','2026-03-02T12:00:00.000000+00:00');
CREATE TABLE readings (
	id TEXT NOT NULL, 
	scorecard TEXT NOT NULL, 
	metric TEXT NOT NULL, 
	replaces TEXT, 
	document TEXT NOT NULL, 
	CONSTRAINT pk_readings PRIMARY KEY (id), 
	CONSTRAINT fk_readings_scorecard FOREIGN KEY(scorecard) REFERENCES scorecards (id), 
	CONSTRAINT fk_readings_replaces FOREIGN KEY(replaces) REFERENCES readings (id) DEFERRABLE INITIALLY DEFERRED, 
	CONSTRAINT uq_readings_replaces UNIQUE (replaces)
);
INSERT INTO "readings" VALUES('r2','q1','metric.win-rate',NULL,'{"id":"r2","scorecard":"q1","metric":"metric.win-rate","taken_on":"2026-02-28","value":"31.5","currency":null,"n":null,"evidence":"","by":"Ada","at":"2026-03-02T12:00:00Z","replaces":null,"window":null}');
INSERT INTO "readings" VALUES('r1','q1','metric.win-rate','r2','{"id":"r1","scorecard":"q1","metric":"metric.win-rate","taken_on":"2026-02-28","value":"32.25","currency":null,"n":null,"evidence":"","by":"Ada","at":"2026-03-02T12:00:00Z","replaces":"r2","window":null}');
CREATE TABLE recommendations (
	digest TEXT NOT NULL, 
	document TEXT NOT NULL, 
	knowledge TEXT NOT NULL, 
	rules TEXT NOT NULL, 
	written_at TEXT NOT NULL, 
	CONSTRAINT pk_recommendations PRIMARY KEY (digest)
);
INSERT INTO "recommendations" VALUES('4ea473b27623bdebf6b028a3e85c8cfbdd63b6fdd454958dc6de9137518b0b96','{"headline": "metric.win-rate"}','k1','r1','2026-03-02T12:00:00.000000+00:00');
CREATE TABLE scorecards (
	id TEXT NOT NULL, 
	current_version INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	person TEXT, 
	manager TEXT, 
	status TEXT NOT NULL, 
	sample BOOLEAN NOT NULL, 
	created_by TEXT NOT NULL, 
	created_at TEXT NOT NULL, 
	CONSTRAINT pk_scorecards PRIMARY KEY (id), 
	CONSTRAINT ck_scorecards_counted CHECK (current_version >= 1)
);
INSERT INTO "scorecards" VALUES('q1',2,'First quarter, “Größe”','Ada','Cy','in-review',0,'Ada','2026-03-02T12:00:00.000000+00:00');
INSERT INTO "scorecards" VALUES('sample',1,'A sample',NULL,NULL,'draft',1,'Ada','2026-03-02T12:00:00.000000+00:00');
CREATE TABLE versions (
	scorecard TEXT NOT NULL, 
	number INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	written_by TEXT NOT NULL, 
	written_at TEXT NOT NULL, 
	why TEXT NOT NULL, 
	token TEXT, 
	CONSTRAINT pk_versions PRIMARY KEY (scorecard, number), 
	CONSTRAINT fk_versions_scorecard FOREIGN KEY(scorecard) REFERENCES scorecards (id), 
	CONSTRAINT uq_versions_scorecard_token UNIQUE (scorecard, token), 
	CONSTRAINT ck_versions_counted CHECK (number >= 1)
);
INSERT INTO "versions" VALUES('q1',1,'{"id":"q1","title":"First quarter","person":"Ada","manager":"Cy","template":null,"status":"draft","period":{"start":"2026-01-01","end":"2026-03-31"},"review_on":null,"basis":{"profile":{},"policy":{},"sourced_only":false,"knowledge":"k","rules":"r","recommended":{}},"kpis":[],"dropped":[],"joint":[],"factors":[],"sample":false}','Ada','2026-03-02T12:00:00.000000+00:00','Adopted.','make');
INSERT INTO "versions" VALUES('q1',2,'{"id":"q1","title":"First quarter, “Größe”","person":"Ada","manager":"Cy","template":null,"status":"in-review","period":{"start":"2026-01-01","end":"2026-03-31"},"review_on":null,"basis":{"profile":{},"policy":{},"sourced_only":false,"knowledge":"k","rules":"r","recommended":{}},"kpis":[],"dropped":[],"joint":[],"factors":[],"sample":false}','Bo','2026-03-03T12:00:00.000005+00:00','A target was missing; it isn''t now.',NULL);
INSERT INTO "versions" VALUES('sample',1,'{"id":"sample","title":"A sample","person":null,"manager":null,"template":null,"status":"draft","period":{"start":"2026-01-01","end":"2026-03-31"},"review_on":null,"basis":{"profile":{},"policy":{},"sourced_only":false,"knowledge":"k","rules":"r","recommended":{}},"kpis":[],"dropped":[],"joint":[],"factors":[],"sample":true}','Ada','2026-03-02T12:00:00.000000+00:00','',NULL);
CREATE INDEX ix_readings_scorecard_metric ON readings (scorecard, metric);
CREATE TRIGGER never_updated_recommendations BEFORE UPDATE ON recommendations BEGIN SELECT RAISE(ABORT, 'recommendations is never updated'); END;
CREATE TRIGGER never_updated_versions BEFORE UPDATE ON versions BEGIN SELECT RAISE(ABORT, 'versions is never updated'); END;
CREATE TRIGGER never_updated_readings BEFORE UPDATE ON readings BEGIN SELECT RAISE(ABORT, 'readings is never updated'); END;
CREATE TRIGGER never_updated_attachments BEFORE UPDATE ON attachments BEGIN SELECT RAISE(ABORT, 'attachments is never updated'); END;
COMMIT;
