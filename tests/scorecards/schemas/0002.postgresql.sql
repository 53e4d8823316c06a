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
CREATE TABLE public.log (
    number integer NOT NULL,
    at text NOT NULL,
    by text NOT NULL,
    kind text NOT NULL,
    scorecard text,
    document text NOT NULL,
    previous text NOT NULL,
    hash text NOT NULL,
    CONSTRAINT ck_log_counted CHECK ((number >= 1))
);
CREATE TABLE public.log_end (
    one integer NOT NULL,
    number integer NOT NULL,
    hash text NOT NULL,
    CONSTRAINT ck_log_end_one CHECK ((one = 1))
);
CREATE TABLE public.members (
    email text NOT NULL,
    name text NOT NULL,
    role text NOT NULL,
    team text,
    active boolean NOT NULL
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
INSERT INTO public.alembic_version VALUES ('0002');
INSERT INTO public.attachments VALUES ('q1', 'empty', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 0, '\x', 'Ada', '2026-03-02T12:00:00.000000+00:00');
INSERT INTO public.attachments VALUES ('q1', 'notes.bin', '40aff2e9d2d8922e47afd4648e6967497158785fbd1da870e7110266bf944880', 256, '\x000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff', 'Ada', '2026-03-02T12:00:00.000000+00:00');
INSERT INTO public.log VALUES (1, '2026-03-02T12:00:00.000000+00:00', 'Ada', 'file', 'q1', '{"name": "empty", "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}', '0000000000000000000000000000000000000000000000000000000000000000', 'c0f0b91d157b8879b432b550862bede1b37f547bbab216a30c241df37b638d41');
INSERT INTO public.log VALUES (2, '2026-03-02T12:00:00.000000+00:00', 'Ada', 'file', 'q1', '{"name": "notes.bin", "sha256": "40aff2e9d2d8922e47afd4648e6967497158785fbd1da870e7110266bf944880"}', 'c0f0b91d157b8879b432b550862bede1b37f547bbab216a30c241df37b638d41', 'f7d53283fff750f7ca8c4cdbc1bdfbb2f31d1bc8d957ce0e77a757eb32af30cd');
INSERT INTO public.log VALUES (3, '2026-03-02T12:00:00.000000+00:00', 'Ada', 'reading', 'q1', '{"id": "r1", "metric": "metric.win-rate", "sha256": "1df91247b60beb369a570fdb93c49a97aa9e1a7a3e4d44f7613e833f36423ee1"}', 'f7d53283fff750f7ca8c4cdbc1bdfbb2f31d1bc8d957ce0e77a757eb32af30cd', 'fb6691d20baa3262c9f2c7122583a48306f1a609b9733e7f0c394c7e2aad6d82');
INSERT INTO public.log VALUES (4, '2026-03-02T12:00:00.000000+00:00', 'Ada', 'reading', 'q1', '{"id": "r2", "metric": "metric.win-rate", "sha256": "bf44e56be6c32a81f469e6dfb93159ac8f77e2bc68918f2230d03c6a0935bb2a"}', 'fb6691d20baa3262c9f2c7122583a48306f1a609b9733e7f0c394c7e2aad6d82', '874db14ddcadcc4eafec640dd9d835c63abaefa3d392ec8f5055762d3fe205fb');
INSERT INTO public.log VALUES (5, '2026-03-02T12:00:00.000000+00:00', 'Ada', 'version', 'q1', '{"number": 1, "sha256": "5d32b0cefb55557bba054677aacae1b50c9a67282716cc3eabdb4fc82aaecc3a", "why": "Adopted."}', '874db14ddcadcc4eafec640dd9d835c63abaefa3d392ec8f5055762d3fe205fb', '2ea634bbf755481b46851193c8ca92e7a46898437a738338ed06baf6683c74bb');
INSERT INTO public.log VALUES (6, '2026-03-02T12:00:00.000000+00:00', 'Ada', 'version', 'sample', '{"number": 1, "sha256": "c0c73268ca2aa91bfa37d8d8a2c543596e32fc75a013687f1f8b32872bceaabb", "why": ""}', '2ea634bbf755481b46851193c8ca92e7a46898437a738338ed06baf6683c74bb', 'ffeba60552f71763927571698c5cee23850f159097e60b9ab123ea50a4a8580e');
INSERT INTO public.log VALUES (7, '2026-03-03T12:00:00.000005+00:00', 'Bo', 'version', 'q1', '{"number": 2, "sha256": "b7632387f4ae92dd1c97c6477786ccd511ab3e82c4827ead767070a0033c2c03", "why": "A target was missing; it isn''t now."}', 'ffeba60552f71763927571698c5cee23850f159097e60b9ab123ea50a4a8580e', '6e46f3e05ed7aa86efdd02495123306c89b9373765bfc59e9353381b8a133830');
INSERT INTO public.log VALUES (8, '2026-03-04T08:00:00.000000+00:00', 'Cy', 'member', NULL, '{"active": true, "email": "ada@example.org", "name": "Ada", "role": "pmm", "team": "team.product-marketing"}', '6e46f3e05ed7aa86efdd02495123306c89b9373765bfc59e9353381b8a133830', 'e6c8d7730c5afd97ac97a869ac6037d5618ad19bb736265970216c3efd33eb55');
INSERT INTO public.log VALUES (9, '2026-03-04T08:00:00.000000+00:00', 'Cy', 'member', NULL, '{"active": true, "email": "bo@example.org", "name": "Bo", "role": "reviewer", "team": "team.sales"}', 'e6c8d7730c5afd97ac97a869ac6037d5618ad19bb736265970216c3efd33eb55', '3d363e2cc1f2d2439e17155f47c46ce9eb3dc86d824d62e3d4715ca23db10fc3');
INSERT INTO public.log VALUES (10, '2026-03-04T09:00:00.000000+00:00', 'Cy', 'member', NULL, '{"active": false, "email": "bo@example.org", "name": "Bo", "role": "reviewer", "team": "team.sales"}', '3d363e2cc1f2d2439e17155f47c46ce9eb3dc86d824d62e3d4715ca23db10fc3', '22a7b3609ba95c8a2a10bf637b13cb7c745752288618ae28b0e82ceb7fff3061');
INSERT INTO public.log VALUES (11, '2026-03-04T10:00:00.000000+00:00', 'Ada', 'act', 'q1', '{"act":{"kind":"submit","reviewers":[{"team":"team.sales","name":"Bo"}]},"by":"Ada","team":"team.product-marketing","at":"2026-03-04T10:00:00Z","version":2,"content":"bfd707c691018d7abac1908c972b293de427589894a5dace760c3b8b527eb3fc"}', '22a7b3609ba95c8a2a10bf637b13cb7c745752288618ae28b0e82ceb7fff3061', '6d0354c7cb6120c3b3a2a9b64185b4ff8b4064c12150519c22fa0c2043a4b0b7');
INSERT INTO public.log VALUES (12, '2026-03-04T11:00:00.000000+00:00', 'Bo', 'act', 'q1', '{"act":{"kind":"comment","id":"c1","anchor":{"kind":"kpi","of":"metric.win-rate"},"text":"“Größe” isn''t said.","replies_to":null},"by":"Bo","team":"team.sales","at":"2026-03-04T11:00:00Z","version":2,"content":"bfd707c691018d7abac1908c972b293de427589894a5dace760c3b8b527eb3fc"}', '6d0354c7cb6120c3b3a2a9b64185b4ff8b4064c12150519c22fa0c2043a4b0b7', '35a7553e3ca0ee937c9d80e648ef9883eab9700389293eb86b72e45caadcd33f');
INSERT INTO public.log VALUES (13, '2026-03-04T12:00:00.000000+00:00', 'Ada', 'act', 'q1', '{"act":{"kind":"comment","id":"c2","anchor":{"kind":"scorecard","of":""},"text":"It is now.","replies_to":"c1"},"by":"Ada","team":"team.product-marketing","at":"2026-03-04T12:00:00Z","version":2,"content":"bfd707c691018d7abac1908c972b293de427589894a5dace760c3b8b527eb3fc"}', '35a7553e3ca0ee937c9d80e648ef9883eab9700389293eb86b72e45caadcd33f', 'bfcd7e99db9e3440cc5977309198cdc51863737f5ca9ea3387badb9e582c5136');
INSERT INTO public.log VALUES (14, '2026-03-04T13:00:00.000000+00:00', 'Bo', 'act', 'q1', '{"act":{"kind":"resolve","comment":"c1"},"by":"Bo","team":"team.sales","at":"2026-03-04T13:00:00Z","version":2,"content":"bfd707c691018d7abac1908c972b293de427589894a5dace760c3b8b527eb3fc"}', 'bfcd7e99db9e3440cc5977309198cdc51863737f5ca9ea3387badb9e582c5136', 'e2dbcacb92375e377fddf099c00aabf88a44efbf97a0abcc51e8e59386da7a5c');
INSERT INTO public.log VALUES (15, '2026-03-04T14:00:00.000000+00:00', 'Bo', 'act', 'q1', '{"act":{"kind":"waive","whose":"stakeholder","words":"Sales spoke at the meeting."},"by":"Bo","team":"team.sales","at":"2026-03-04T14:00:00Z","version":2,"content":"bfd707c691018d7abac1908c972b293de427589894a5dace760c3b8b527eb3fc"}', 'e2dbcacb92375e377fddf099c00aabf88a44efbf97a0abcc51e8e59386da7a5c', '9b16b496a6cf2ef0e5d85f9f12b13da72782e85bf3397fb62fddfb1402621094');
INSERT INTO public.log VALUES (16, '2026-03-04T15:00:00.000000+00:00', 'Ada', 'version', 'gone', '{"number": 1, "sha256": "0b0a306bbe4b8d5116731d4bbf93f331cf1627a2905bba1257c45cb7060e2739", "why": "To try it."}', '9b16b496a6cf2ef0e5d85f9f12b13da72782e85bf3397fb62fddfb1402621094', '85d9fbe584894753b17e5e5c070ccfc1d8f5a135086ce0c806dde3601d0da5bc');
INSERT INTO public.log VALUES (17, '2026-03-04T16:00:00.000000+00:00', 'Ada', 'deleted', 'gone', '{"title": "A sample that went"}', '85d9fbe584894753b17e5e5c070ccfc1d8f5a135086ce0c806dde3601d0da5bc', 'ea434250caeb84f66191173350f1ed8c3eebaaac10aa668489aaa2529bcc6d0a');
INSERT INTO public.log_end VALUES (1, 17, 'ea434250caeb84f66191173350f1ed8c3eebaaac10aa668489aaa2529bcc6d0a');
INSERT INTO public.members VALUES ('ada@example.org', 'Ada', 'pmm', 'team.product-marketing', true);
INSERT INTO public.members VALUES ('bo@example.org', 'Bo', 'reviewer', 'team.sales', false);
INSERT INTO public.readings VALUES ('r1', 'q1', 'metric.win-rate', 'r2', '{"id":"r1","scorecard":"q1","metric":"metric.win-rate","taken_on":"2026-02-28","value":"32.25","currency":null,"n":null,"evidence":"","by":"Ada","at":"2026-03-02T12:00:00Z","replaces":"r2","window":null}');
INSERT INTO public.readings VALUES ('r2', 'q1', 'metric.win-rate', NULL, '{"id":"r2","scorecard":"q1","metric":"metric.win-rate","taken_on":"2026-02-28","value":"31.5","currency":null,"n":null,"evidence":"","by":"Ada","at":"2026-03-02T12:00:00Z","replaces":null,"window":null}');
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
ALTER TABLE ONLY public.log
    ADD CONSTRAINT pk_log PRIMARY KEY (number);
ALTER TABLE ONLY public.log_end
    ADD CONSTRAINT pk_log_end PRIMARY KEY (one);
ALTER TABLE ONLY public.members
    ADD CONSTRAINT pk_members PRIMARY KEY (email);
ALTER TABLE ONLY public.readings
    ADD CONSTRAINT pk_readings PRIMARY KEY (id);
ALTER TABLE ONLY public.recommendations
    ADD CONSTRAINT pk_recommendations PRIMARY KEY (digest);
ALTER TABLE ONLY public.scorecards
    ADD CONSTRAINT pk_scorecards PRIMARY KEY (id);
ALTER TABLE ONLY public.versions
    ADD CONSTRAINT pk_versions PRIMARY KEY (scorecard, number);
ALTER TABLE ONLY public.members
    ADD CONSTRAINT uq_members_name UNIQUE (name);
ALTER TABLE ONLY public.readings
    ADD CONSTRAINT uq_readings_replaces UNIQUE (replaces);
ALTER TABLE ONLY public.versions
    ADD CONSTRAINT uq_versions_scorecard_token UNIQUE (scorecard, token);
CREATE INDEX ix_log_scorecard_number ON public.log USING btree (scorecard, number);
CREATE INDEX ix_readings_scorecard_metric ON public.readings USING btree (scorecard, metric);
CREATE TRIGGER never_updated_attachments BEFORE UPDATE ON public.attachments FOR EACH ROW EXECUTE FUNCTION public.remit_never_updated();
CREATE TRIGGER never_updated_log BEFORE UPDATE ON public.log FOR EACH ROW EXECUTE FUNCTION public.remit_never_updated();
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
