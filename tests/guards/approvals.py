"""Guards: two persons, and an edition of nothing but what was approved."""

# ruff: noqa: S608 - SQL of our own, put together from our own words.

from testimonies.catalogue import digest_of
from tests.guards.guard import Guard, acting, drop_constraint, drop_trigger

APPROVAL = "testimonies_approval"
EDITION = "testimonies_edition"
OTHER = digest_of("{}")


def approve(
    by: str, *, ref: str = "open", root: str = "", editors: str, digest: str = OTHER
) -> str:
    return (
        f"INSERT INTO {APPROVAL} (ref, root, digest, editors, approver_id) VALUES"
        f" ({{{ref}}}, {{{root or ref}}}, '{digest}', {editors}, {{{by}}});"
    )


def issue(*, approval: str, ref: str = "open", number: str = "1", **words: str) -> str:
    document = words.get("document", "'{{}}'")
    digest = words.get("digest", f"'{OTHER}'")
    return (
        f"INSERT INTO {EDITION} (ref, kind, number, document, digest, approval_id,"
        f" public_note) SELECT {{{ref}}}, left({{{ref}}}, 1), {number},"
        f" {document}, {digest}, {approval}, '';"
    )


BORIS = "ARRAY[{boris}]::bigint[]"
NOBODY = "ARRAY[]::bigint[]"
NEWEST = f"(SELECT max(id) FROM {APPROVAL} WHERE ref = {{open}})"
LAWFUL = acting("clara") + approve("clara", editors=BORIS)
SECOND_PERSON = drop_constraint(APPROVAL, "approval_second_person")
CHECKED_EDITORS = drop_trigger("second_person", APPROVAL)
NEXT_NUMBER = drop_trigger("next_number", EDITION)
OF_DIGEST = drop_constraint(EDITION, "edition_of_approved_digest")

# django-pgtrigger comes with a switch that any login may use.
SILENCED = """
SELECT set_config('pgtrigger.ignore',
  (SELECT array_agg(tgname)::text FROM pg_trigger WHERE NOT tgisinternal), true);
"""
LIBRARYS_SWITCH = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name)
RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT trigger_name = ANY (current_setting('pgtrigger.ignore')::text[]) $$;
"""

TWO_PERSONS = (
    Guard(
        "an editor approves her own words",
        before=acting("boris"),
        attack=approve("boris", editors=BORIS),
        refusal="approval_second_person",
        removal=SECOND_PERSON,
    ),
    Guard(
        "a NULL hides the approver among the editors",
        before=acting("clara"),
        attack=approve("clara", editors="ARRAY[{boris}, NULL]::bigint[]"),
        refusal="approval_second_person",
        removal=SECOND_PERSON,
    ),
    Guard(
        "editors are NULL",
        before=acting("clara"),
        attack=approve("clara", editors="NULL"),
        refusal="null value|approval_second_person",
        removal=SECOND_PERSON
        + CHECKED_EDITORS
        + f"ALTER TABLE {APPROVAL} ALTER editors DROP NOT NULL;",
    ),
    Guard(
        "the approval leaves out who changed the content",
        before=acting("boris"),
        attack=approve("boris", editors=NOBODY),
        refusal="does not name all who changed",
        removal=CHECKED_EDITORS,
    ),
    Guard(
        "the approval leaves out who changed the witness",
        before=acting("boris"),
        attack=approve("boris", ref="open_witness", editors=NOBODY),
        refusal="does not name all who changed",
        removal=CHECKED_EDITORS,
    ),
    Guard(
        "the approval of a quote names another root",
        before=acting("boris"),
        attack=approve("boris", ref="open_quote", editors=NOBODY),
        refusal="moves with its testimony",
        removal=CHECKED_EDITORS,
    ),
    Guard(
        "the approval is in another's name",
        before=acting("boris"),
        attack=approve("clara", editors=BORIS),
        refusal="by the acting person",
        removal=CHECKED_EDITORS,
    ),
    Guard(
        "the approval is in nobody's name",
        attack=approve("clara", editors=BORIS),
        refusal="by the acting person",
        removal=CHECKED_EDITORS,
    ),
    Guard(
        "who reopened a record approves it",
        before=acting("dana"),
        attack=approve("dana", ref="reopened", editors=NOBODY),
        refusal="does not name all who changed",
        removal=CHECKED_EDITORS,
    ),
    Guard(
        "a setting silences the triggers",
        before=SILENCED + acting("boris"),
        attack=approve("boris", editors=NOBODY),
        refusal="does not name all who changed",
        removal=LIBRARYS_SWITCH,
    ),
    Guard(
        "the digest is none",
        before=acting("clara"),
        attack=approve("clara", editors=BORIS, digest="anything"),
        refusal="approval_digest_form",
        removal=drop_constraint(APPROVAL, "approval_digest_form"),
    ),
)

APPROVED_DIGEST = (
    Guard(
        "the document is not the digest's",
        before=LAWFUL,
        attack=issue(approval=NEWEST, document="'other words'"),
        refusal="edition_digest_is_the_documents",
        removal=drop_constraint(EDITION, "edition_digest_is_the_documents"),
    ),
    Guard(
        "the digest was never approved",
        before=LAWFUL,
        attack=issue(approval=NEWEST, document="'new'", digest=f"'{digest_of('new')}'"),
        refusal="edition_of_approved_digest",
        removal=OF_DIGEST,
    ),
    Guard(
        "the approval is another record's",
        before=acting("clara"),
        attack=issue(
            approval="{unused_approval}",
            ref="open_witness",
            document="'new'",
            digest=f"'{digest_of('new')}'",
        ),
        refusal="edition_of_approved_digest",
        removal=OF_DIGEST,
    ),
    Guard(
        "a newer approval stands against it",
        before=LAWFUL + approve("clara", editors=BORIS, digest=digest_of("newer")),
        attack=issue(approval=NEWEST.replace("max", "min")),
        refusal="does not rest on the newest approval",
        removal=NEXT_NUMBER,
    ),
    Guard(
        "a number is left out",
        before=LAWFUL,
        attack=issue(approval=NEWEST, number="2"),
        refusal="is not the next number",
        removal=NEXT_NUMBER,
    ),
    Guard(
        "a number is given twice",
        before=LAWFUL + issue(approval=NEWEST) + LAWFUL,
        attack=issue(approval=NEWEST),
        refusal="is not the next number",
        removal=NEXT_NUMBER + drop_constraint(EDITION, "edition_number_once"),
    ),
    Guard(
        "an approval serves two editions",
        attack=issue(
            approval="{approval}",
            ref="settled",
            number="3",
            document="{document}",
            digest="{digest}",
        ),
        refusal="approval_id",
        removal="""
        DO $do$ DECLARE name text; BEGIN
          SELECT conname INTO STRICT name FROM pg_constraint
            WHERE conrelid = 'testimonies_edition'::regclass AND contype = 'u'
            AND pg_get_constraintdef(oid) = 'UNIQUE (approval_id)';
          EXECUTE format('ALTER TABLE testimonies_edition DROP CONSTRAINT %I', name);
        END $do$;
        """,
    ),
    Guard(
        "an edition of the future makes later editors unseen",
        attack=f"INSERT INTO {EDITION} (ref, kind, number, digest, approval_id,"
        " public_note, erased_at, issued_at) SELECT {recalled}, 't', 1,"
        " {unused_digest}, {unused_approval}, '', now(), '2999-01-01';",
        refusal="is not issued now",
        removal=NEXT_NUMBER,
    ),
    Guard(
        "an edition has neither document nor erasure",
        before=LAWFUL,
        attack=issue(approval=NEWEST, document="NULL"),
        refusal="edition_erased_or_whole",
        removal=drop_constraint(EDITION, "edition_erased_or_whole"),
    ),
)

GUARDS = TWO_PERSONS + APPROVED_DIGEST
