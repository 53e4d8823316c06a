CREATE FUNCTION public.remit_never_updated() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION '% is never updated', TG_TABLE_NAME; END $$;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.attachments (
    scorecard text NOT NULL,
    name text NOT NULL,
    sha256 text NOT NULL,
    size integer NOT NULL,
    content bytea NOT NULL,
    written_by text NOT NULL,
    written_at text NOT NULL
);
CREATE TABLE public.readings (
    id text NOT NULL,
    scorecard text NOT NULL,
    metric text NOT NULL,
    replaces text,
    document text NOT NULL
);
CREATE TABLE public.recommendations (
    digest text NOT NULL,
    document text NOT NULL,
    knowledge text NOT NULL,
    rules text NOT NULL,
    written_at text NOT NULL
);
CREATE TABLE public.scorecards (
    id text NOT NULL,
    current_version integer NOT NULL,
    title text NOT NULL,
    person text,
    manager text,
    status text NOT NULL,
    sample boolean NOT NULL,
    created_by text NOT NULL,
    created_at text NOT NULL,
    CONSTRAINT ck_scorecards_counted CHECK ((current_version >= 1))
);
CREATE TABLE public.versions (
    scorecard text NOT NULL,
    number integer NOT NULL,
    document text NOT NULL,
    written_by text NOT NULL,
    written_at text NOT NULL,
    why text NOT NULL,
    token text,
    CONSTRAINT ck_versions_counted CHECK ((number >= 1))
);
INSERT INTO public.alembic_version VALUES ('0001');
INSERT INTO public.attachments VALUES ('q1', 'notes.bin', '40aff2e9d2d8922e47afd4648e6967497158785fbd1da870e7110266bf944880', 256, '\x000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff', 'Ada', '2026-03-02T12:00:00.000000+00:00');
INSERT INTO public.attachments VALUES ('q1', 'empty', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 0, '\x', 'Ada', '2026-03-02T12:00:00.000000+00:00');
INSERT INTO public.readings VALUES ('r2', 'q1', 'metric.win-rate', NULL, '{"id":"r2","scorecard":"q1","metric":"metric.win-rate","taken_on":"2026-02-28","value":"31.5","currency":null,"n":null,"evidence":"","by":"Ada","at":"2026-03-02T12:00:00Z","replaces":null,"window":null}');
INSERT INTO public.readings VALUES ('r1', 'q1', 'metric.win-rate', 'r2', '{"id":"r1","scorecard":"q1","metric":"metric.win-rate","taken_on":"2026-02-28","value":"32.25","currency":null,"n":null,"evidence":"","by":"Ada","at":"2026-03-02T12:00:00Z","replaces":"r2","window":null}');
INSERT INTO public.recommendations VALUES ('4ea473b27623bdebf6b028a3e85c8cfbdd63b6fdd454958dc6de9137518b0b96', '{"headline": "metric.win-rate"}', 'k1', 'r1', '2026-03-02T12:00:00.000000+00:00');
INSERT INTO public.scorecards VALUES ('q1', 2, 'First quarter, “Größe”', 'Ada', 'Cy', 'in-review', false, 'Ada', '2026-03-02T12:00:00.000000+00:00');
INSERT INTO public.scorecards VALUES ('sample', 1, 'A sample', NULL, NULL, 'draft', true, 'Ada', '2026-03-02T12:00:00.000000+00:00');
INSERT INTO public.versions VALUES ('q1', 1, '{"id":"q1","title":"First quarter","person":"Ada","manager":"Cy","template":null,"status":"draft","period":{"start":"2026-01-01","end":"2026-03-31"},"review_on":null,"basis":{"profile":{},"policy":{},"sourced_only":false,"knowledge":"k","rules":"r","recommended":{}},"kpis":[],"dropped":[],"joint":[],"factors":[],"sample":false}', 'Ada', '2026-03-02T12:00:00.000000+00:00', 'Adopted.', 'make');
INSERT INTO public.versions VALUES ('q1', 2, '{"id":"q1","title":"First quarter, “Größe”","person":"Ada","manager":"Cy","template":null,"status":"in-review","period":{"start":"2026-01-01","end":"2026-03-31"},"review_on":null,"basis":{"profile":{},"policy":{},"sourced_only":false,"knowledge":"k","rules":"r","recommended":{}},"kpis":[],"dropped":[],"joint":[],"factors":[],"sample":false}', 'Bo', '2026-03-03T12:00:00.000005+00:00', 'A target was missing; it isn''t now.', NULL);
INSERT INTO public.versions VALUES ('sample', 1, '{"id":"sample","title":"A sample","person":null,"manager":null,"template":null,"status":"draft","period":{"start":"2026-01-01","end":"2026-03-31"},"review_on":null,"basis":{"profile":{},"policy":{},"sourced_only":false,"knowledge":"k","rules":"r","recommended":{}},"kpis":[],"dropped":[],"joint":[],"factors":[],"sample":true}', 'Ada', '2026-03-02T12:00:00.000000+00:00', '', NULL);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.attachments
    ADD CONSTRAINT pk_attachments PRIMARY KEY (scorecard, name);
ALTER TABLE ONLY public.readings
    ADD CONSTRAINT pk_readings PRIMARY KEY (id);
ALTER TABLE ONLY public.recommendations
    ADD CONSTRAINT pk_recommendations PRIMARY KEY (digest);
ALTER TABLE ONLY public.scorecards
    ADD CONSTRAINT pk_scorecards PRIMARY KEY (id);
ALTER TABLE ONLY public.versions
    ADD CONSTRAINT pk_versions PRIMARY KEY (scorecard, number);
ALTER TABLE ONLY public.readings
    ADD CONSTRAINT uq_readings_replaces UNIQUE (replaces);
ALTER TABLE ONLY public.versions
    ADD CONSTRAINT uq_versions_scorecard_token UNIQUE (scorecard, token);
CREATE INDEX ix_readings_scorecard_metric ON public.readings USING btree (scorecard, metric);
CREATE TRIGGER never_updated_attachments BEFORE UPDATE ON public.attachments FOR EACH ROW EXECUTE FUNCTION public.remit_never_updated();
CREATE TRIGGER never_updated_readings BEFORE UPDATE ON public.readings FOR EACH ROW EXECUTE FUNCTION public.remit_never_updated();
CREATE TRIGGER never_updated_recommendations BEFORE UPDATE ON public.recommendations FOR EACH ROW EXECUTE FUNCTION public.remit_never_updated();
CREATE TRIGGER never_updated_versions BEFORE UPDATE ON public.versions FOR EACH ROW EXECUTE FUNCTION public.remit_never_updated();
ALTER TABLE ONLY public.attachments
    ADD CONSTRAINT fk_attachments_scorecard FOREIGN KEY (scorecard) REFERENCES public.scorecards(id);
ALTER TABLE ONLY public.readings
    ADD CONSTRAINT fk_readings_replaces FOREIGN KEY (replaces) REFERENCES public.readings(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.readings
    ADD CONSTRAINT fk_readings_scorecard FOREIGN KEY (scorecard) REFERENCES public.scorecards(id);
ALTER TABLE ONLY public.versions
    ADD CONSTRAINT fk_versions_scorecard FOREIGN KEY (scorecard) REFERENCES public.scorecards(id);
