BEGIN TRANSACTION;
CREATE TABLE entry (
	exercise VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	previous VARCHAR NOT NULL, 
	hash VARCHAR NOT NULL, 
	commitments VARCHAR NOT NULL, 
	PRIMARY KEY (exercise, number), 
	FOREIGN KEY(exercise) REFERENCES exercise (id)
);
CREATE TABLE exercise (
	id VARCHAR NOT NULL, 
	deck VARCHAR NOT NULL, 
	pace VARCHAR NOT NULL, 
	log_key BLOB NOT NULL, 
	created VARCHAR NOT NULL, 
	epoch INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE part (
	exercise VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	audience VARCHAR NOT NULL, 
	salt BLOB NOT NULL, 
	content BLOB NOT NULL, 
	PRIMARY KEY (exercise, number, audience), 
	FOREIGN KEY(exercise, number) REFERENCES entry (exercise, number)
);
CREATE TABLE seat (
	id VARCHAR NOT NULL, 
	exercise VARCHAR NOT NULL, 
	token_hash VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	organisations VARCHAR NOT NULL, 
	holder VARCHAR, 
	revoked BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(exercise) REFERENCES exercise (id), 
	UNIQUE (token_hash)
);
CREATE TABLE surgex_schema (
	version INTEGER NOT NULL, 
	PRIMARY KEY (version)
);
INSERT INTO "surgex_schema" VALUES(1);
CREATE TABLE verdict (
	exercise VARCHAR NOT NULL, 
	seat VARCHAR NOT NULL, 
	order_id VARCHAR NOT NULL, 
	content_hash VARCHAR NOT NULL, 
	accepted BOOLEAN NOT NULL, 
	code VARCHAR NOT NULL, 
	sentence VARCHAR NOT NULL, 
	number INTEGER NOT NULL, 
	PRIMARY KEY (exercise, seat, order_id), 
	UNIQUE (exercise, number), 
	FOREIGN KEY(exercise) REFERENCES exercise (id)
);
CREATE INDEX ix_seat_exercise ON seat (exercise);
COMMIT;
