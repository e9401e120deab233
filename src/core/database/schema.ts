/** What `applyRecord` never looks for: these can wait until a new database is full. */
export const lateIndexes = ['record_month', 'record_model', 'record_version', 'version_unnumbered', 'version_digest', 'version_parameters', 'version_path', 'input_model', 'run_model', 'note_subject', 'evaluation_version'] as const;

/**
 * The tables. Everything here is derived from the records: a database that is not exactly of this version is made anew,
 * so a migration only ever has to serve an empty one. `user_version` is the number of migrations that were applied.
 * Lean on purpose: what only one version's page needs stays in its record file.
 */
export const migrations: readonly string[] = [
	`
	-- The month folders as they were when last listed: one that has the same time has the same files.
	create table month (name text primary key, mtime text not null, sure integer not null) strict, without rowid;

	-- Every record file that was understood, or will be one day ('newer').
	create table record (
		id text primary key, file text not null, month text not null, kind text not null, newer integer not null,
		model text not null, version text, at text not null, author text not null
	) strict, without rowid;
	create index record_month on record (month, file);
	create index record_model on record (model, id);
	create index record_version on record (version, id) where version is not null;

	create table problem (path text primary key, month text not null, reason text not null) strict, without rowid;

	-- How many versions there are is kept in step by the triggers below: lists of models ask for it all the time.
	create table model (key text primary key, name text not null, created text not null, versions integer not null default 0, archived integer not null default 0) strict, without rowid;

	-- Names of parameters or metrics, in their order, as JSON: what packed values leave out (packed.ts).
	create table shape (id integer primary key, names text not null unique) strict;

	-- With a rowid: without one SQLite keeps a kilobyte of a row at most, and gives the rest of each a page of its own.
	create table version (
		id text primary key, model text not null, record text not null, number integer, claimed integer not null,
		at text not null, author_name text not null, author_email text not null,
		digest text not null, kind text not null, format text not null, bytes integer not null, path text not null, storage text not null,
		framework text, parameters integer, summary text, tensors integer,
		archived integer not null, purged text, inputs integer not null,
		-- What a plain text search looks through: one column, so that it is one comparison per version.
		search text not null,
		git text,
		-- Packed values.
		params text not null, metrics text not null, written text not null, notes text not null
	) strict;
	create index version_number on version (model, archived, number desc, id desc);
	create index version_unnumbered on version (model, record) where number is null;
	create index version_digest on version (digest);
	create index version_parameters on version (parameters) where parameters is not null;
	create index version_path on version (path);
	create trigger version_added after insert on version begin
		update model set versions = versions + 1, archived = archived + new.archived where key = new.model;
	end;
	create trigger version_removed after delete on version begin
		update model set versions = versions - 1, archived = archived - old.archived where key = old.model;
	end;
	create trigger version_archived after update of archived on version begin
		update model set archived = archived + new.archived - old.archived where key = new.model;
	end;

	create table claim (record text primary key, model text not null, version text not null, number integer not null) strict, without rowid;
	create index claim_model on claim (model, record desc);
	create index claim_number on claim (model, number);
	create index claim_version on claim (version);

	-- Every value given to every register; the ones that nothing replaces decide (records/registers.ts). 'subject' is a version's id, or '' for the model.
	create table value (
		record text not null, model text not null, subject text not null, name text not null, value text,
		replaces text not null, replaced integer not null, at text not null, author_name text not null, author_email text not null, reason text,
		primary key (model, subject, name, record)
	) strict, without rowid;
	create index value_live on value (model, subject, name) where replaced = 0;
	-- Ids that some record replaces, whether or not their own record has arrived.
	create table replaced (
		model text not null, subject text not null, name text not null, id text not null, primary key (model, subject, name, id)
	) strict, without rowid;

	create table note (record text primary key, model text not null, subject text not null, text text not null, at text not null) strict, without rowid;
	create index note_subject on note (model, subject);
	`,
	`
	-- What versions were made of and by which run, as their registrations say: what lineage is found in.
	create table input (
		version text not null, place integer not null, model text not null, relation text not null, name text not null, digest text, uri text,
		tool text not null, path text, field text, certainty text not null, primary key (version, place)
	) strict, without rowid;
	create index input_model on input (model);
	create table run (
		version text not null, place integer not null, model text not null, tool text not null, id text not null, name text, path text not null,
		primary key (version, place)
	) strict, without rowid;
	create index run_model on run (model);
	create index value_link on value (subject, name) where name >= 'link:' and name < 'link;';
	`,
	`
	create index value_named on value (name, model, subject) where replaced = 0;

	-- Every name of a metric or parameter. One that was searched for has its values below, by value: 'built' counts up, 0 means not yet.
	create table search_field (id integer primary key, kind text not null, name text not null, built integer not null, unique (kind, name)) strict;
	create table search_value (field integer not null, value any not null, version text not null, primary key (field, value, version)) strict, without rowid;
	`,
	`
	create table evaluation (
		record text primary key, model text not null, version text not null, context text not null, measured text not null, metrics text not null,
		source text, command text, at text not null, author_name text not null, author_email text not null
	) strict, without rowid;
	create index evaluation_version on evaluation (model, version, record);
	`,
	`
	-- The packs of each month that could be read, with the names of the record files in them, a line each: what is known of records that have no file of their own.
	create table pack (month text not null, name text not null, files text not null, primary key (month, name)) strict, without rowid;
	`,
	`
	-- What a plain text search looks through: one text, so that it is one comparison per version, in a table of its own, so that few pages are read.
	alter table version drop column search;
	create table version_text (version text primary key, model text not null, text text not null) strict, without rowid;
	`,
];
