"""Guards on content: who acts, settled records, states, numbers, names, secrets."""

# ruff: noqa: S608 - SQL of our own, put together from our own words.

from tests.guards.guard import Guard, acting, drop_constraint, drop_trigger

TESTIMONY = "testimonies_testimony"
PASSAGE = "testimonies_passage"

# For each table that holds content: a change of every row but those it must spare.
CHANGES = {
    "testimonies_testimony": "title = 'x' WHERE id = {open_id}",
    "testimonies_mediaitem": "title = 'x'",
    "testimonies_mediafile": "shows_witness = true",
    "testimonies_collection": "title = 'x'",
    "testimonies_chronologyevent": "text = 'x'",
    "testimonies_witness": "description = 'x'",
    "testimonies_quote": "printed_where = 'x' WHERE testimony_id = {open_id}",
    "testimonies_transcript": "translator = 'x' WHERE testimony_id = {open_id}",
    "testimonies_testimonysource": "position = 7 WHERE testimony_id = {open_id}",
    "testimonies_passage": "speaker = 'x' WHERE id = {open_passage}",
    "testimonies_mark": "start = 1",
    "testimonies_redaction": "reason = 'x'",
    "testimonies_illustration": "caption = 'x'",
    "testimonies_place": "name = 'x'",
    "testimonies_source": "outlet = 'x'",
    "testimonies_translation": "text = 'x'",
    "testimonies_tagging": "tag_id = {astana}",
}


def change(table: str) -> str:
    return f"UPDATE {table} SET {CHANGES[table]};"


UNNAMED = (
    *(
        Guard(
            f"content in {table} changes while nobody acts",
            attack=change(table),
            refusal="nobody is named as acting",
            removal=drop_trigger("content_update", table),
        )
        for table in CHANGES
    ),
    Guard(
        "content is added while nobody acts",
        attack=f"INSERT INTO {PASSAGE} (transcript_id, number, position, kind, speaker,"
        " text) VALUES ({open_transcript}, 0, 9, 'testimony', '', 'x');",
        refusal="nobody is named as acting",
        removal=drop_trigger("content_insert", PASSAGE)
        + drop_trigger("content_update", TESTIMONY),
    ),
    Guard(
        "content is deleted while nobody acts",
        attack="DELETE FROM testimonies_redaction;",
        refusal="nobody is named as acting",
        removal=drop_trigger("content_delete", "testimonies_redaction"),
    ),
)

SETTLED = (
    Guard(
        "a settled record is changed",
        before=acting("boris"),
        attack=f"UPDATE {TESTIMONY} SET title = 'x' WHERE id = {{settled_id}};",
        refusal="is settled",
        removal=drop_trigger("content_update", TESTIMONY),
    ),
    Guard(
        "a passage of a settled record is changed",
        before=acting("boris"),
        attack=f"UPDATE {PASSAGE} SET text = 'x' WHERE id = {{settled_passage}};",
        refusal="is settled",
        removal=drop_trigger("content_update", PASSAGE),
    ),
    Guard(
        "a passage of a settled record is deleted",
        before=acting("boris"),
        attack="DELETE FROM testimonies_quote WHERE testimony_id = {settled_id};"
        f" DELETE FROM {PASSAGE} WHERE id = {{settled_passage}};",
        refusal="is settled",
        removal=drop_trigger("content_delete", PASSAGE, "testimonies_quote"),
    ),
    Guard(
        "a settled record gets a tag",
        before=acting("boris"),
        attack="INSERT INTO testimonies_tagging (tag_id, content_type_id, object_id)"
        " VALUES ({astana}, {testimony_type}, {settled_id});",
        refusal="is settled",
        removal=drop_trigger("content_insert", "testimonies_tagging"),
    ),
    Guard(
        "an open transcript is moved into a settled record",
        before=acting("boris"),
        attack="UPDATE testimonies_transcript SET testimony_id = {settled_id},"
        " language = 'kk', is_original = false WHERE id = {open_transcript};",
        refusal="is settled",
        removal=drop_trigger("content_update", "testimonies_transcript"),
    ),
    Guard(
        "an issued record is deleted",
        before=acting("dana"),
        attack="UPDATE testimonies_testimony SET state = 'draft'"
        " WHERE id = {settled_id};"
        " DELETE FROM testimonies_quote WHERE testimony_id = {settled_id};"
        f" DELETE FROM {PASSAGE} WHERE id = {{settled_passage}};"
        " DELETE FROM testimonies_transcript WHERE testimony_id = {settled_id};"
        " DELETE FROM testimonies_testimonysource WHERE testimony_id = {settled_id};"
        f" DELETE FROM {TESTIMONY} WHERE id = {{settled_id}};",
        refusal="has editions and cannot be deleted",
        removal=drop_trigger("keep_issued", TESTIMONY),
    ),
)

MOVES = drop_trigger("declared_moves", TESTIMONY)
STATES = (
    Guard(
        "a draft becomes approved",
        before=acting("dana"),
        attack=f"UPDATE {TESTIMONY} SET state = 'approved' WHERE id = {{open_id}};",
        refusal="no move leads from draft to approved",
        removal=MOVES,
    ),
    Guard(
        "a settled record goes into review",
        before=acting("dana"),
        attack=f"UPDATE {TESTIMONY} SET state = 'in_review' WHERE id = {{settled_id}};",
        refusal="no move leads from settled to in_review",
        removal=MOVES,
    ),
    Guard(
        "a record is scheduled by nobody",
        before=acting("dana")
        + f"UPDATE {TESTIMONY} SET state = 'in_review' WHERE id = {{recalled_id}};"
        + f"UPDATE {TESTIMONY} SET state = 'approved' WHERE id = {{recalled_id}};",
        attack=f"UPDATE {TESTIMONY} SET state = 'scheduled'"
        " WHERE id = {recalled_id};",
        refusal="testimony_scheduled_by_someone",
        removal=drop_constraint(TESTIMONY, "testimony_scheduled_by_someone"),
    ),
)

ADD_PASSAGE = (
    f"INSERT INTO {PASSAGE} (transcript_id, number, position, kind, speaker, text)"
    " VALUES ({open_transcript}, %s, 9, 'testimony', '', 'x');"
)
NUMBERS = (
    Guard(
        "a passage takes another number",
        before=acting("boris"),
        attack=f"UPDATE {PASSAGE} SET number = 9 WHERE id = {{open_passage}};",
        refusal="keeps its number",
        removal=drop_trigger("keep_number", PASSAGE),
    ),
    Guard(
        "a passage takes a number that was never given",
        before=acting("boris"),
        attack=ADD_PASSAGE % "99",
        refusal="no passage 99 stands|was never given",
        removal=drop_trigger("give_number", PASSAGE),
    ),
    Guard(
        "a passage takes a deleted passage's number",
        before=acting("boris"),
        attack=ADD_PASSAGE % "{gone}",
        refusal="no passage 2 stands",
        removal=drop_trigger("give_number", PASSAGE),
    ),
    Guard(
        "the count of passages goes back",
        before=acting("boris"),
        attack=f"UPDATE {TESTIMONY} SET passage_counter = 0 WHERE id = {{open_id}};",
        refusal="only go on",
        removal=drop_trigger("keep_counting", TESTIMONY),
    ),
)

FOLDED = "another tag is called"
ONE_TAG = (
    Guard(
        "a tag takes another's alias",
        attack="UPDATE testimonies_tag SET name = 'АСТАНА' WHERE id = {almaty};",
        refusal=FOLDED,
        removal=drop_trigger("names_one_tag", "testimonies_tag"),
    ),
    Guard(
        "an alias takes another tag's name",
        attack="INSERT INTO testimonies_tagalias (tag_id, name)"
        " VALUES ({almaty}, 'ASTANA');",
        refusal=FOLDED,
        removal=drop_trigger("names_one_tag", "testimonies_tagalias"),
    ),
    Guard(
        "a tag takes another's name in another case",
        attack="UPDATE testimonies_tag SET name = 'aSTANA' WHERE id = {almaty};",
        refusal=FOLDED,
        removal=drop_trigger("names_one_tag", "testimonies_tag")
        + "DROP INDEX tag_name_once;",
    ),
)

VAULT = tuple(
    Guard(
        f"the vault's {column} is plain",
        attack=f"UPDATE testimonies_vaultedidentity SET {column} = 'Somebody';",
        refusal=f"vaultedidentity_{column}_encrypted",
        removal=drop_constraint(
            "testimonies_vaultedidentity", f"vaultedidentity_{column}_encrypted"
        ),
    )
    for column in (
        "legal_name",
        "contacts",
        "exact_address",
        "risk_notes",
        "relatives",
        "protected_terms",
    )
)

LINKS = tuple(
    Guard(
        f"{constraint} is passed by {url!r}",
        before=acting("boris"),
        attack=f"UPDATE {table} SET {column} = E'{url}' WHERE {where};",
        refusal=constraint,
        removal=drop_constraint(table, constraint),
    )
    for table, column, constraint, where in (
        ("testimonies_source", "url", "source_url_scheme", "true"),
        ("testimonies_source", "archived_url", "source_archived_url_scheme", "true"),
        ("testimonies_mediaitem", "url", "mediaitem_url_scheme", "true"),
        (TESTIMONY, "rights_url", "testimony_rights_url_scheme", "id = {open_id}"),
    )
    for url in (
        "javascript:alert(1)",
        "data:text/html,x",
        " https://example.org/",
        "https://example.org/\\njavascript:x",
        "//example.org/",
    )
)

FILE = "testimonies_mediafile"
FILES = (
    Guard(
        "a stored file is said to be another one",
        before=acting("boris"),
        attack=f"UPDATE {FILE} SET sha256 = repeat('1', 64);",
        refusal="was said at intake",
        removal=drop_trigger("keep_bytes", FILE),
    ),
    Guard(
        "an original is shown",
        before=acting("boris"),
        attack=f"UPDATE {FILE} SET is_shown = true;",
        refusal="mediafile_shown_is_cleaned",
        removal=drop_constraint(FILE, "mediafile_shown_is_cleaned"),
    ),
    Guard(
        "an original is said to be cleaned",
        before=acting("boris"),
        attack=f"INSERT INTO {FILE} (item_id, role, name, size, media_type, sha256,"
        " perceptual_hash, is_cleaned, verified_at, is_shown, added_at, fixity) SELECT"
        f" item_id, role, repeat('1', 32) || '.jpg', size, media_type, sha256,"
        f" '', true, now(), true, now(), '' FROM {FILE};",
        refusal="mediafile_cleaned_is_a_verified_copy",
        removal=drop_constraint(FILE, "mediafile_cleaned_is_a_verified_copy"),
    ),
)

GUARDS = UNNAMED + SETTLED + STATES + NUMBERS + ONE_TAG + VAULT + LINKS + FILES
