"""Guards on what a login may do at all: the desk's, and the reader's."""

# ruff: noqa: S608 - SQL of our own, put together from our own words.

from tests.guards.guard import Guard, acting
from tests.logins import DESK, READER

ENTRY = "testimonies_entry"
OWNERSHIP = f"ALTER TABLE {ENTRY} OWNER TO {DESK};"
# The triggers' function without its look at who calls it.
CALLABLE = """
DO $do$ BEGIN
  EXECUTE replace(pg_get_functiondef('kua_content_changed'::regproc),
    'pg_trigger_depth() = 0', 'false');
END $do$;
"""

SENT = "text, text, text, text, text, text, text, integer, boolean"
SEND = (
    "SELECT kua_receive_concern('t22222222', 'other', 'en', '', '', repeat('0', 64),"
    " '22222222', 16, false);"
)

OF_THE_DESK = (
    Guard(
        "the desk switches triggers off",
        attack="ALTER TABLE testimonies_edition DISABLE TRIGGER USER;",
        refusal="must be owner",
        removal=f"ALTER TABLE testimonies_edition OWNER TO {DESK};",
    ),
    Guard(
        "the desk drops a trigger",
        attack="""
        DO $do$ BEGIN
          EXECUTE (SELECT format('DROP TRIGGER %I ON testimonies_edition', tgname)
            FROM pg_trigger WHERE tgrelid = 'testimonies_edition'::regclass
            AND NOT tgisinternal LIMIT 1);
        END $do$;
        """,
        refusal="must be owner",
        removal=f"ALTER TABLE testimonies_edition OWNER TO {DESK};",
    ),
    Guard(
        "the desk replaces a guard's function",
        attack="CREATE OR REPLACE FUNCTION kua_check_edition(e testimonies_edition)"
        " RETURNS void LANGUAGE sql AS 'SELECT';",
        refusal="permission denied for schema|must be owner",
        removal=f"GRANT CREATE ON SCHEMA public TO {DESK};"
        f"ALTER FUNCTION kua_check_edition(testimonies_edition) OWNER TO {DESK};",
    ),
    Guard(
        "the desk alters a table",
        attack=f"ALTER TABLE {ENTRY} ADD COLUMN legal_name text;",
        refusal="must be owner",
        removal=OWNERSHIP,
    ),
    Guard(
        "the desk drops a table",
        attack=f"DROP TABLE {ENTRY};",
        refusal="must be owner",
        removal=OWNERSHIP,
    ),
    Guard(
        "the desk opens a table to readers",
        # PostgreSQL only warns where some rights are held, and none may be given.
        attack=f"""
        GRANT SELECT ON testimonies_witness TO {READER};
        DO $do$ BEGIN
          IF NOT has_table_privilege('{READER}', 'testimonies_witness', 'SELECT') THEN
            RAISE 'nothing was granted'; END IF;
        END $do$;
        """,
        refusal="nothing was granted",
        removal=f"ALTER TABLE testimonies_witness OWNER TO {DESK};",
    ),
    Guard(
        "the desk lets no trigger fire",
        attack="SET LOCAL session_replication_role = replica;",
        refusal="permission denied to set parameter",
        removal=f"GRANT SET ON PARAMETER session_replication_role TO {DESK};",
    ),
    Guard(
        "the desk makes a table",
        attack="CREATE TABLE public.mine (word text);",
        refusal="permission denied for schema",
        removal=f"GRANT CREATE ON SCHEMA public TO {DESK};",
    ),
    Guard(
        "the desk makes a temporary table that stands in for another",
        attack="CREATE TEMPORARY TABLE testimonies_edition (ref text);",
        refusal="permission denied to create temporary tables",
        removal=f"GRANT TEMPORARY ON DATABASE {{database}} TO {DESK};",
    ),
    Guard(
        "the desk makes a schema",
        attack="CREATE SCHEMA mine;",
        refusal="permission denied for database",
        removal=f"GRANT CREATE ON DATABASE {{database}} TO {DESK};",
    ),
    Guard(
        "the desk becomes the owner",
        attack="SET LOCAL ROLE {owner};",
        refusal="permission denied to set role",
        removal=f"GRANT {{owner}} TO {DESK};",
    ),
    Guard(
        "the desk writes a contribution",
        before=acting("boris"),
        attack="INSERT INTO testimonies_contribution (ref, actor_id, at)"
        " VALUES ({open}, {boris}, now());",
        refusal="permission denied for table testimonies_contribution",
        removal=f"GRANT INSERT ON testimonies_contribution TO {DESK};"
        f" GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {DESK};",
    ),
    Guard(
        "the desk calls the function that writes contributions",
        before=acting("boris"),
        attack="SELECT kua_content_changed('testimonies_testimony', NULL,"
        " jsonb_build_object('ref', {open}));",
        refusal="noted by triggers alone",
        removal=CALLABLE,
    ),
    Guard(
        "the desk says which migrations ran",
        attack="DELETE FROM django_migrations;",
        refusal="permission denied",
        removal=f"GRANT DELETE ON django_migrations TO {DESK};",
    ),
    Guard(
        "the desk sends a concern past the counts",
        attack="INSERT INTO testimonies_concern (ref, kind, language, words, contact,"
        " token_digest, receipt, is_proven, received_hour, state, outcome, note)"
        " VALUES ('t22222222', 'other', 'en', '', '', repeat('0', 64), '22222222',"
        " true, date_trunc('hour', now()), 'open', '', '');",
        refusal="permission denied for table testimonies_concern",
        removal=f"GRANT INSERT ON testimonies_concern TO {DESK};",
    ),
    Guard(
        "the desk makes a concern one about another record",
        before=SEND,
        attack="UPDATE testimonies_concern SET ref = 'q22222222';",
        refusal="permission denied for table testimonies_concern",
        removal=f"GRANT UPDATE ON testimonies_concern TO {DESK};",
    ),
    Guard(
        "the desk deletes a concern",
        before=SEND,
        attack="DELETE FROM testimonies_concern;",
        refusal="permission denied for table testimonies_concern",
        removal=f"GRANT DELETE ON testimonies_concern TO {DESK};",
    ),
    Guard(
        "the desk unsays that a room was full",
        attack="DELETE FROM testimonies_fullroom;",
        refusal="permission denied for table testimonies_fullroom",
        removal="INSERT INTO testimonies_fullroom (ref, is_danger, hour, refused)"
        " VALUES ('', true, '2022-01-05 10:00Z', 1);"
        f" GRANT DELETE ON testimonies_fullroom TO {DESK};",
    ),
    Guard(
        "the desk says that a room was full",
        attack="SELECT kua_note_full_room('', true, date_trunc('hour', now()), 1);",
        refusal="permission denied for function kua_note_full_room",
        removal="GRANT EXECUTE ON FUNCTION kua_note_full_room(text, boolean,"
        f" timestamptz, integer) TO {DESK};"
        f" GRANT INSERT, UPDATE, DELETE ON testimonies_fullroom TO {DESK};",
    ),
    Guard(
        "the desk reads what rooms are drawn with",
        attack="SELECT key FROM testimonies_roomkey;",
        refusal="permission denied for table testimonies_roomkey",
        removal=f"GRANT SELECT ON testimonies_roomkey TO {DESK};",
    ),
    Guard(
        "the desk asks how many unseen guests a room has",
        attack="SELECT kua_room('t22222222', true, true, now());",
        refusal="permission denied for function kua_room",
        removal="GRANT EXECUTE ON FUNCTION kua_room(text, boolean, boolean,"
        f" timestamptz) TO {DESK}; GRANT SELECT ON testimonies_roomkey TO {DESK};",
    ),
    Guard(
        "the desk unsays who acted in the draft history",
        attack="DELETE FROM pghistory_context;",
        refusal="permission denied",
        removal=f"GRANT DELETE ON pghistory_context TO {DESK};",
    ),
    Guard(
        "the desk reads a file of the server",
        attack="SELECT pg_read_file('PG_VERSION');",
        refusal="permission denied",
        removal="GRANT EXECUTE ON FUNCTION pg_read_file(text)"
        f" TO {DESK}; GRANT pg_read_server_files TO {DESK};",
    ),
)


def reads(table: str) -> Guard:
    return Guard(
        f"the reader reads {table}",
        login=READER,
        attack=f"SELECT count(*) FROM {table};",
        refusal=f"permission denied for table {table}",
        removal=f"GRANT SELECT ON {table} TO {READER};",
    )


def writes(verb: str, attack: str, refusal: str = "permission denied") -> Guard:
    return Guard(
        f"the reader does {verb}",
        login=READER,
        attack=attack,
        refusal=refusal,
        removal=f"GRANT {verb} ON ALL TABLES IN SCHEMA public TO {READER};",
    )


OF_THE_READER = (
    *map(
        reads,
        (
            "testimonies_witness",
            "testimonies_testimony",
            "testimonies_passage",
            "testimonies_vaultedidentity",
            "testimonies_concern",
            "testimonies_fullroom",
            "testimonies_roomkey",
            "testimonies_consent",
            "testimonies_ledgerevent",
            "testimonies_ledgernote",
            "testimonies_approval",
            "testimonies_passageevent",
            "testimonies_user",
            "django_session",
        ),
    ),
    writes(
        "INSERT",
        f"INSERT INTO {ENTRY} (ref, kind, stamp, slug, title, document,"
        " names, tags, refs, language, sequence, place, facets, vector)"
        " VALUES ('g22222222', 'g', '', '', '', '',"
        " '{{}}', '{{}}', '{{}}', '', 0, '', '{{}}', '');",
    ),
    writes("UPDATE, SELECT", f"UPDATE {ENTRY} SET title = 'x';"),
    writes("DELETE, SELECT", f"DELETE FROM {ENTRY};"),
    writes("TRUNCATE", f"TRUNCATE {ENTRY};"),
    Guard(
        "the reader erases an edition",
        login=READER,
        attack="UPDATE testimonies_edition SET document = NULL, erased_at = now()"
        " WHERE id = {old_edition};",
        refusal="permission denied",
        removal="GRANT UPDATE (document, erased_at) ON testimonies_edition"
        f" TO {READER};",
    ),
    Guard(
        "the reader becomes the desk",
        login=READER,
        attack=f"SET LOCAL ROLE {DESK};",
        refusal="permission denied to set role",
        removal=f"GRANT {DESK} TO {READER};",
    ),
    Guard(
        "the reader becomes the owner",
        login=READER,
        attack="SET LOCAL ROLE {owner};",
        refusal="permission denied to set role",
        removal=f"GRANT {{owner}} TO {READER};",
    ),
    Guard(
        "the reader makes a table",
        login=READER,
        attack="CREATE TABLE public.mine (word text);",
        refusal="permission denied for schema",
        removal=f"GRANT CREATE ON SCHEMA public TO {READER};",
    ),
    Guard(
        "the reader makes a temporary table",
        login=READER,
        attack="CREATE TEMPORARY TABLE mine (word text);",
        refusal="permission denied to create temporary tables",
        removal=f"GRANT TEMPORARY ON DATABASE {{database}} TO {READER};",
    ),
    Guard(
        "the reader calls a function that runs as the owner",
        login=READER,
        before=acting("boris"),
        attack="SELECT kua_content_changed('testimonies_testimony', NULL, NULL);",
        refusal="permission denied for function",
        removal=CALLABLE + "GRANT EXECUTE ON FUNCTION"
        f" kua_content_changed(text, jsonb, jsonb) TO {READER};",
    ),
    Guard(
        "the reader sends a concern",
        login=READER,
        attack=SEND,
        refusal="permission denied for function",
        removal=f"GRANT EXECUTE ON FUNCTION kua_receive_concern({SENT}) TO {READER};",
    ),
    Guard(
        "the reader uses a sequence",
        login=READER,
        attack="SELECT nextval('testimonies_testimony_id_seq');",
        refusal="permission denied for sequence",
        removal=f"GRANT USAGE ON SEQUENCE testimonies_testimony_id_seq TO {READER};",
    ),
    Guard(
        "the reader makes a large object",
        login=READER,
        attack="SELECT lo_from_bytea(0, 'x');",
        refusal="permission denied for function",
        removal=f"GRANT EXECUTE ON FUNCTION lo_from_bytea(oid, bytea) TO {READER};",
    ),
    Guard(
        "the reader takes out a lock that stops writers",
        login=READER,
        attack=f"LOCK TABLE {ENTRY} IN EXCLUSIVE MODE;",
        refusal="permission denied",
        removal=f"GRANT UPDATE ON {ENTRY} TO {READER};",
    ),
)

GUARDS = OF_THE_DESK + OF_THE_READER
