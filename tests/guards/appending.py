"""Guards: what is written stays; an edition's words may go and nothing else."""

# ruff: noqa: S608 - SQL of our own, put together from our own words.

from django.apps import apps

from tests.guards.guard import OWNER, Guard, drop_constraint, drop_trigger, grant
from tests.logins import DESK

EDITION = "testimonies_edition"

# For each append-only table: which row, and a change of it.
ROWS = {
    "testimonies_approval": ("id = {unused_approval}", "root = 'elsewhere'"),
    EDITION: ("id = {old_edition}", "number = 77"),
    "testimonies_ledgerevent": ("id = {event}", "category = 'none'"),
    "testimonies_consent": ("true", "is_granted = NOT is_granted"),
    "testimonies_contribution": ("true", "actor_id = {clara}"),
}
# A foreign key takes these with it.
EVERY_TABLE = "ALL TABLES IN SCHEMA public"


def statements(table: str) -> dict[str, str]:
    where, change = ROWS[table]
    return {
        "update": f"UPDATE {table} SET {change} WHERE {where};",
        "delete": f"DELETE FROM {table} WHERE {where};",
        "truncate": f"SET LOCAL kua.flush = off; TRUNCATE {table} CASCADE;",
    }


def removal(table: str, verb: str) -> str:
    if verb == "truncate":
        return drop_trigger("append_only_truncate")
    return drop_trigger(f"append_only_{verb}", table)


def of_the_trigger(table: str, verb: str, attack: str) -> Guard:
    return Guard(
        f"{table} even by the owner {verb}",
        login=OWNER,
        attack=attack,
        refusal="is append-only",
        removal=removal(table, verb),
    )


def of_the_grant(table: str, verb: str, attack: str) -> Guard:
    return Guard(
        f"{table} by the desk {verb}",
        attack=attack,
        refusal="permission denied",
        removal=removal(table, verb)
        + (
            f"GRANT TRUNCATE ON {EVERY_TABLE} TO {DESK};"
            if verb == "truncate"
            else grant(verb.upper(), table)
        ),
    )


APPEND_ONLY = tuple(
    make(table, verb, attack)
    for table in ROWS
    for verb, attack in statements(table).items()
    for make in (of_the_trigger, of_the_grant)
)

HISTORY = tuple(
    Guard(
        f"draft history in {model._meta.db_table} {verb}",
        attack=attack.format(table=model._meta.db_table),
        refusal="permission denied",
        removal=grant(verb, model._meta.db_table),
    )
    for model in apps.get_app_config("testimonies").get_models()
    if any(field.name == "pgh_id" for field in model._meta.fields)
    for verb, attack in {
        "UPDATE": "UPDATE {table} SET pgh_label = 'nothing';",
        "DELETE": "DELETE FROM {table};",
    }.items()
)

ERASE = (
    f"UPDATE {EDITION} SET document = NULL, erased_at = now(), public_note = 'gone'"
    " WHERE id = {old_edition};"
)
CHANGES = drop_trigger("append_only_update", EDITION)

ERASURE = (
    Guard(
        "an edition's words are replaced",
        attack=f"UPDATE {EDITION} SET document = 'x' WHERE id = {{edition}};",
        refusal="is append-only",
        removal=CHANGES + drop_constraint(EDITION, "edition_digest_is_the_documents"),
    ),
    Guard(
        "an edition gets a note while its words stand",
        attack=f"UPDATE {EDITION} SET public_note = 'x' WHERE id = {{edition}};",
        refusal="is append-only",
        removal=CHANGES,
    ),
    Guard(
        "erased words come back",
        before=ERASE,
        attack=f"UPDATE {EDITION} SET document = {{old_document}}, erased_at = NULL"
        " WHERE id = {old_edition};",
        refusal="is append-only",
        removal=CHANGES,
    ),
    Guard(
        "a tombstone's note is changed",
        before=ERASE,
        attack=f"UPDATE {EDITION} SET public_note = 'x' WHERE id = {{old_edition}};",
        refusal="is append-only",
        removal=CHANGES,
    ),
    Guard(
        "an erasure changes the digest too",
        attack=ERASE.replace("SET ", f"SET digest = '{'0' * 64}', "),
        refusal="permission denied",
        removal=grant("UPDATE", EDITION)
        + CHANGES
        + drop_constraint(EDITION, "edition_of_approved_digest"),
    ),
    Guard(
        "an erasure by the owner changes the time of issue too",
        login=OWNER,
        attack=ERASE.replace("SET ", "SET issued_at = '2000-01-01', "),
        refusal="is append-only",
        removal=CHANGES,
    ),
)

LINK = (
    "INSERT INTO testimonies_ledgerevent"
    " (id, at, actor_id, action, ref, category, previous, digest) SELECT"
    " max(id) + {step}, now(), {{{actor}}}, 'publish', '', '', 'x', 'x'"
    " FROM testimonies_ledgerevent;"
)

LEDGER = (
    Guard(
        "an event is written in another's name",
        before="SELECT set_config('kua.actor', {boris}::text, true);",
        attack=LINK.format(step=1, actor="clara"),
        refusal="written for the acting person",
        removal=drop_trigger("chain", "testimonies_ledgerevent"),
    ),
    Guard(
        "an event is written in nobody's name",
        attack=LINK.format(step=1, actor="clara"),
        refusal="written for the acting person",
        removal=drop_trigger("chain", "testimonies_ledgerevent"),
    ),
)

GUARDS = APPEND_ONLY + HISTORY + ERASURE + LEDGER
