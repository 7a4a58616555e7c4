"""Triggers that hold the archive's rules in the database itself.

The functions they call are SQL in the migrations, of which the last that makes one
counts; docs/security.md says what each refuses. They stand here so that a model shows
its own guards.
"""

from collections.abc import Sequence
from typing import TypeVar

import pghistory
import pgtrigger
from django.db import models

from testimonies.terms import declared_transitions

ModelClass = TypeVar("ModelClass", bound=type[models.Model])


def tracked(model: ModelClass, *, exclude: Sequence[str] = ()) -> ModelClass:
    """Keep draft history of the model, for the desk only (a class decorator).

    A change of the excluded columns alone leaves no line there.
    """
    # Trackers hold what they learn of their model, so each model gets its own.
    track = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        obj_field=pghistory.ObjForeignKey(related_name="history"),
        exclude=list(exclude) or None,
    )
    tracked_model: ModelClass = track(model)
    return tracked_model


_CONTENT = "PERFORM kua_content_changed(TG_TABLE_NAME, {old}, {new}); RETURN NULL;"


def on_content() -> list[pgtrigger.Trigger]:
    """Note who changed the content, and take its record out of review.

    Refuses when nobody is named as acting, or when the record is settled.
    """
    operations = (
        ("insert", pgtrigger.Insert, "NULL", "to_jsonb(NEW)"),
        ("update", pgtrigger.Update, "to_jsonb(OLD)", "to_jsonb(NEW)"),
        ("delete", pgtrigger.Delete, "to_jsonb(OLD)", "NULL"),
    )
    return [
        pgtrigger.Trigger(
            name=f"content_{name}",
            when=pgtrigger.After,
            operation=operation,
            func=_CONTENT.format(old=old, new=new),
        )
        for name, operation, old, new in operations
    ]


def append_only(*, unless: str = "FALSE") -> list[pgtrigger.Trigger]:
    """Refuse DELETE, TRUNCATE, and every UPDATE but those for which `unless` holds.

    TRUNCATE is let through where the setting kua.flush is on, which only the owner's
    login can make use of (the desk has no TRUNCATE): the test suite empties tables so.
    """
    refuse = "RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514'"
    return [
        pgtrigger.Trigger(
            name="append_only_update",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            func=f"IF {unless} THEN RETURN NEW; END IF; {refuse};",
        ),
        pgtrigger.Trigger(
            name="append_only_delete",
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            func=f"{refuse};",
        ),
        pgtrigger.Trigger(
            name="append_only_truncate",
            when=pgtrigger.Before,
            operation=pgtrigger.Truncate,
            level=pgtrigger.Statement,
            func=(
                "IF current_setting('kua.flush', true) = 'on' THEN RETURN NULL; END IF;"
                f" {refuse};"
            ),
        ),
    ]


def declared_moves() -> list[pgtrigger.Trigger]:
    """Refuse a change of state that is no row of MOVES."""
    pairs = ", ".join(f"('{old}', '{new}')" for old, new in declared_transitions())
    return [
        pgtrigger.Trigger(
            name="declared_moves",
            when=pgtrigger.Before,
            operation=pgtrigger.UpdateOf("state"),
            condition=pgtrigger.Condition("OLD.state IS DISTINCT FROM NEW.state"),
            func=(
                f"IF (OLD.state, NEW.state) IN ({pairs}) THEN RETURN NEW; END IF;"
                " RAISE EXCEPTION 'no move leads from % to %', OLD.state, NEW.state"
                " USING ERRCODE = '23514';"
            ),
        )
    ]


def keeps_issued_records() -> list[pgtrigger.Trigger]:
    """Refuse to delete a record of which an edition was ever issued."""
    return [
        pgtrigger.Trigger(
            name="keep_issued",
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            func=(
                "IF EXISTS (SELECT 1 FROM testimonies_edition WHERE ref = OLD.ref) THEN"
                " RAISE EXCEPTION '% has editions and cannot be deleted; withdraw it',"
                " OLD.ref USING ERRCODE = '23514'; END IF; RETURN OLD;"
            ),
        )
    ]


def keeps_bytes() -> list[pgtrigger.Trigger]:
    """Refuse another word on what a file is: what was approved are these bytes."""
    columns = (
        "item_id",
        "cleaned_from_id",
        "role",
        "name",
        "size",
        "media_type",
        "sha256",
        "perceptual_hash",
        "width",
        "height",
        "duration_ms",
        "is_cleaned",
        "verified_at",
        "added_at",
    )
    old = ", ".join(f"OLD.{name}" for name in columns)
    changed = f"(({old}) IS DISTINCT FROM ({old.replace('OLD.', 'NEW.')}))"
    return [
        pgtrigger.Trigger(
            name="keep_bytes",
            when=pgtrigger.Before,
            operation=pgtrigger.UpdateOf(*columns),
            condition=pgtrigger.Condition(changed),
            func=(
                "RAISE EXCEPTION 'what a file is was said at intake: add another file'"
                " USING ERRCODE = '23514';"
            ),
        )
    ]


def given_numbers() -> list[pgtrigger.Trigger]:
    """Give each passage its number, once."""
    return [
        pgtrigger.Trigger(
            name="give_number",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            func=(
                "NEW.number := kua_passage_number(NEW.transcript_id, NEW.number);"
                " RETURN NEW;"
            ),
        ),
        pgtrigger.Trigger(
            name="keep_number",
            when=pgtrigger.Before,
            operation=pgtrigger.UpdateOf("number"),
            condition=pgtrigger.Condition("OLD.number IS DISTINCT FROM NEW.number"),
            func=(
                "RAISE EXCEPTION 'passage % keeps its number', OLD.number"
                " USING ERRCODE = '23514';"
            ),
        ),
    ]


def keeps_counting() -> list[pgtrigger.Trigger]:
    """Refuse a count of passages that goes back: a number would be given twice."""
    return [
        pgtrigger.Trigger(
            name="keep_counting",
            when=pgtrigger.Before,
            operation=pgtrigger.UpdateOf("passage_counter"),
            condition=pgtrigger.Condition("NEW.passage_counter < OLD.passage_counter"),
            func=(
                "RAISE EXCEPTION 'passage numbers of % only go on', OLD.ref"
                " USING ERRCODE = '23514';"
            ),
        )
    ]


def names_one_tag(tag: str) -> list[pgtrigger.Trigger]:
    """Refuse a name under which another tag is known; `tag` is the tag's id in SQL."""
    return [
        pgtrigger.Trigger(
            name="names_one_tag",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update,
            func=f"PERFORM kua_check_tag_name({tag}, NEW.name); RETURN NEW;",
        )
    ]


_COUNT_FACETS = """
FOR facet IN
  SELECT token, sum(change) AS change FROM ({changes}) each (token, change)
  GROUP BY token HAVING sum(change) <> 0 ORDER BY token
LOOP
  IF facet.change > 0 THEN
    INSERT INTO public.testimonies_facetcount AS kept (token, records)
    VALUES (facet.token, facet.change)
    ON CONFLICT (token) DO UPDATE SET records = kept.records + facet.change;
  ELSE
    DELETE FROM public.testimonies_facetcount
    WHERE token = facet.token AND records = -facet.change;
    IF NOT FOUND THEN
      UPDATE public.testimonies_facetcount SET records = records + facet.change
      WHERE token = facet.token;
    END IF;
  END IF;
END LOOP;
RETURN NULL;
"""
_GAINED = "SELECT unnest(facets), 1 FROM new_rows"
_LOST = "SELECT unnest(facets), -1 FROM old_rows"


def counts_facets() -> list[pgtrigger.Trigger]:
    """Keep the counts of facets equal to what stands in the entries.

    Once for each statement, so that a load of many rows costs little more than one.
    """
    new, old = {"new": "new_rows"}, {"old": "old_rows"}
    operations = (
        ("insert", pgtrigger.Insert, new, _GAINED),
        ("update", pgtrigger.Update, new | old, f"{_GAINED} UNION ALL {_LOST}"),
        ("delete", pgtrigger.Delete, old, _LOST),
    )
    return [
        pgtrigger.Trigger(
            name=f"count_facets_{name}",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=pgtrigger.Referencing(**tables),
            declare=[("facet", "record")],
            func=_COUNT_FACETS.format(changes=changes),
        )
        for name, operation, tables, changes in operations
    ]
