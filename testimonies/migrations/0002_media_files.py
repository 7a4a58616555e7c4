"""What is kept of a media file; the rules that models cannot say are SQL beside it."""

from pathlib import Path

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import testimonies.terms.vocabulary
from django.db import migrations, models


RULES = Path(__file__).with_suffix(".sql").read_text()
# The function that replaced another does no harm to the tables as they were.
BACK = """
ALTER TABLE testimonies_mediafile DROP CONSTRAINT mediafile_copy_of_the_same_item;
DROP INDEX edition_files;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("testimonies", "0001_initial"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="mediafile",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="mediafile",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="mediafile",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="mediafile",
            name="mediafile_original_private",
        ),
        migrations.RemoveField(
            model_name="mediafile",
            name="is_public",
        ),
        migrations.RemoveField(
            model_name="mediafileevent",
            name="checked_at",
        ),
        migrations.RemoveField(
            model_name="mediafileevent",
            name="is_public",
        ),
        migrations.AddField(
            model_name="mediafile",
            name="added_at",
            field=models.DateTimeField(
                auto_now_add=True, default=django.utils.timezone.now
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="mediafile",
            name="cleaned_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="copies",
                to="testimonies.mediafile",
            ),
        ),
        migrations.AddField(
            model_name="mediafile",
            name="duration_ms",
            field=models.PositiveBigIntegerField(
                blank=True, null=True, verbose_name="milliseconds"
            ),
        ),
        migrations.AddField(
            model_name="mediafile",
            name="fixity",
            field=models.CharField(
                blank=True,
                choices=[
                    ("intact", "intact"),
                    ("missing", "missing"),
                    ("changed", "changed"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="mediafile",
            name="height",
            field=models.PositiveIntegerField(
                blank=True, null=True, verbose_name="pixels down"
            ),
        ),
        migrations.AddField(
            model_name="mediafile",
            name="verified_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="found clean"
            ),
        ),
        migrations.AddField(
            model_name="mediafile",
            name="width",
            field=models.PositiveIntegerField(
                blank=True, null=True, verbose_name="pixels across"
            ),
        ),
        migrations.AddField(
            model_name="mediafileevent",
            name="added_at",
            field=models.DateTimeField(
                auto_now_add=True, default=django.utils.timezone.now
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="mediafileevent",
            name="cleaned_from",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="testimonies.mediafile",
            ),
        ),
        migrations.AddField(
            model_name="mediafileevent",
            name="duration_ms",
            field=models.PositiveBigIntegerField(
                blank=True, null=True, verbose_name="milliseconds"
            ),
        ),
        migrations.AddField(
            model_name="mediafileevent",
            name="height",
            field=models.PositiveIntegerField(
                blank=True, null=True, verbose_name="pixels down"
            ),
        ),
        migrations.AddField(
            model_name="mediafileevent",
            name="verified_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="found clean"
            ),
        ),
        migrations.AddField(
            model_name="mediafileevent",
            name="width",
            field=models.PositiveIntegerField(
                blank=True, null=True, verbose_name="pixels across"
            ),
        ),
        migrations.AlterField(
            model_name="mediafile",
            name="is_cleaned",
            field=models.BooleanField(default=False, verbose_name="metadata removed"),
        ),
        migrations.AlterField(
            model_name="mediafile",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="files",
                to="testimonies.mediaitem",
            ),
        ),
        migrations.AlterField(
            model_name="mediafile",
            name="name",
            field=models.CharField(
                max_length=40, unique=True, verbose_name="stored name"
            ),
        ),
        migrations.AlterField(
            model_name="mediafile",
            name="shows_witness",
            field=models.BooleanField(
                null=True, verbose_name="shows a witness's image"
            ),
        ),
        migrations.AlterField(
            model_name="mediafile",
            name="sounds_witness",
            field=models.BooleanField(
                null=True, verbose_name="carries a witness's voice"
            ),
        ),
        migrations.AlterField(
            model_name="mediafileevent",
            name="is_cleaned",
            field=models.BooleanField(default=False, verbose_name="metadata removed"),
        ),
        migrations.AlterField(
            model_name="mediafileevent",
            name="name",
            field=models.CharField(max_length=40, verbose_name="stored name"),
        ),
        migrations.AlterField(
            model_name="mediafileevent",
            name="shows_witness",
            field=models.BooleanField(
                null=True, verbose_name="shows a witness's image"
            ),
        ),
        migrations.AlterField(
            model_name="mediafileevent",
            name="sounds_witness",
            field=models.BooleanField(
                null=True, verbose_name="carries a witness's voice"
            ),
        ),
        migrations.AddIndex(
            model_name="mediafile",
            index=models.Index(fields=["sha256"], name="mediafile_sha256"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mediafile",
            trigger=pgtrigger.compiler.Trigger(
                name="keep_bytes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN ((OLD.item_id, OLD.cleaned_from_id, OLD.role, OLD.name, OLD.size, OLD.media_type, OLD.sha256, OLD.perceptual_hash, OLD.width, OLD.height, OLD.duration_ms, OLD.is_cleaned, OLD.verified_at, OLD.added_at) IS DISTINCT FROM (NEW.item_id, NEW.cleaned_from_id, NEW.role, NEW.name, NEW.size, NEW.media_type, NEW.sha256, NEW.perceptual_hash, NEW.width, NEW.height, NEW.duration_ms, NEW.is_cleaned, NEW.verified_at, NEW.added_at))",
                    func="RAISE EXCEPTION 'what a file is was said at intake: add another file' USING ERRCODE = '23514';",
                    hash="e02eeb72effe1921de352a5db8aceb4797653d73",
                    operation='UPDATE OF "item_id", "cleaned_from_id", "role", "name", "size", "media_type", "sha256", "perceptual_hash", "width", "height", "duration_ms", "is_cleaned", "verified_at", "added_at"',
                    pgid="pgtrigger_keep_bytes_e6cdd",
                    table="testimonies_mediafile",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mediafile",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "testimonies_mediafileevent" ("added_at", "cleaned_from_id", "duration_ms", "height", "id", "is_cleaned", "is_shown", "item_id", "media_type", "name", "perceptual_hash", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sha256", "shows_witness", "size", "sounds_witness", "verified_at", "width") VALUES (NEW."added_at", NEW."cleaned_from_id", NEW."duration_ms", NEW."height", NEW."id", NEW."is_cleaned", NEW."is_shown", NEW."item_id", NEW."media_type", NEW."name", NEW."perceptual_hash", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."sha256", NEW."shows_witness", NEW."size", NEW."sounds_witness", NEW."verified_at", NEW."width"); RETURN NULL;',
                    hash="7a3d2ce952ebabaf5e09b7aaf48feaebd67548c3",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_23218",
                    table="testimonies_mediafile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mediafile",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."added_at" IS DISTINCT FROM (NEW."added_at") OR OLD."cleaned_from_id" IS DISTINCT FROM (NEW."cleaned_from_id") OR OLD."duration_ms" IS DISTINCT FROM (NEW."duration_ms") OR OLD."height" IS DISTINCT FROM (NEW."height") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_cleaned" IS DISTINCT FROM (NEW."is_cleaned") OR OLD."is_shown" IS DISTINCT FROM (NEW."is_shown") OR OLD."item_id" IS DISTINCT FROM (NEW."item_id") OR OLD."media_type" IS DISTINCT FROM (NEW."media_type") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."perceptual_hash" IS DISTINCT FROM (NEW."perceptual_hash") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."shows_witness" IS DISTINCT FROM (NEW."shows_witness") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."sounds_witness" IS DISTINCT FROM (NEW."sounds_witness") OR OLD."verified_at" IS DISTINCT FROM (NEW."verified_at") OR OLD."width" IS DISTINCT FROM (NEW."width"))',
                    func='INSERT INTO "testimonies_mediafileevent" ("added_at", "cleaned_from_id", "duration_ms", "height", "id", "is_cleaned", "is_shown", "item_id", "media_type", "name", "perceptual_hash", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sha256", "shows_witness", "size", "sounds_witness", "verified_at", "width") VALUES (NEW."added_at", NEW."cleaned_from_id", NEW."duration_ms", NEW."height", NEW."id", NEW."is_cleaned", NEW."is_shown", NEW."item_id", NEW."media_type", NEW."name", NEW."perceptual_hash", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."sha256", NEW."shows_witness", NEW."size", NEW."sounds_witness", NEW."verified_at", NEW."width"); RETURN NULL;',
                    hash="e3bcfcbb800c267683f60862b802be005c922d2a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9ec5e",
                    table="testimonies_mediafile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mediafile",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "testimonies_mediafileevent" ("added_at", "cleaned_from_id", "duration_ms", "height", "id", "is_cleaned", "is_shown", "item_id", "media_type", "name", "perceptual_hash", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sha256", "shows_witness", "size", "sounds_witness", "verified_at", "width") VALUES (OLD."added_at", OLD."cleaned_from_id", OLD."duration_ms", OLD."height", OLD."id", OLD."is_cleaned", OLD."is_shown", OLD."item_id", OLD."media_type", OLD."name", OLD."perceptual_hash", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."sha256", OLD."shows_witness", OLD."size", OLD."sounds_witness", OLD."verified_at", OLD."width"); RETURN NULL;',
                    hash="6def436c302c0bacfd3dea2325e28550fc564e15",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f4aa3",
                    table="testimonies_mediafile",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="mediafile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            testimonies.terms.vocabulary.FileRole["ORIGINAL"],
                            testimonies.terms.vocabulary.FileRole["PUBLIC_COPY"],
                            testimonies.terms.vocabulary.FileRole["POSTER"],
                            testimonies.terms.vocabulary.FileRole["SCREENSHOT"],
                            testimonies.terms.vocabulary.FileRole["CAPTURE"],
                        ],
                    )
                ),
                name="mediafile_role_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="mediafile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "fixity__in",
                        [
                            "",
                            testimonies.terms.vocabulary.Fixity["INTACT"],
                            testimonies.terms.vocabulary.Fixity["MISSING"],
                            testimonies.terms.vocabulary.Fixity["CHANGED"],
                        ],
                    )
                ),
                name="mediafile_fixity_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="mediafile",
            constraint=models.CheckConstraint(
                condition=models.Q(("name__regex", "^[0-9a-f]{32}\\.[0-9a-z]{2,4}$")),
                name="mediafile_name_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="mediafile",
            constraint=models.CheckConstraint(
                condition=models.Q(("perceptual_hash__regex", "^([0-9a-f]{16})?$")),
                name="mediafile_perceptual_hash_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="mediafile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("cleaned_from__isnull", False),
                        (
                            "role__in",
                            [
                                testimonies.terms.vocabulary.FileRole["PUBLIC_COPY"],
                                testimonies.terms.vocabulary.FileRole["POSTER"],
                            ],
                        ),
                    ),
                    models.Q(
                        ("cleaned_from__isnull", True),
                        models.Q(
                            (
                                "role__in",
                                [
                                    testimonies.terms.vocabulary.FileRole[
                                        "PUBLIC_COPY"
                                    ],
                                    testimonies.terms.vocabulary.FileRole["POSTER"],
                                ],
                            ),
                            _negated=True,
                        ),
                    ),
                    _connector="OR",
                ),
                name="mediafile_copies_have_an_original",
            ),
        ),
        migrations.AddConstraint(
            model_name="mediafile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_cleaned", False),
                    models.Q(
                        ("cleaned_from__isnull", False),
                        (
                            "role__in",
                            [
                                testimonies.terms.vocabulary.FileRole["PUBLIC_COPY"],
                                testimonies.terms.vocabulary.FileRole["POSTER"],
                            ],
                        ),
                        ("verified_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="mediafile_cleaned_is_a_verified_copy",
            ),
        ),
        migrations.AddConstraint(
            model_name="mediafile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_shown", False), ("is_cleaned", True), _connector="OR"
                ),
                name="mediafile_shown_is_cleaned",
                violation_error_message="Only a cleaned copy can be shown to readers.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mediafile",
            constraint=models.UniqueConstraint(
                fields=("id", "item"), name="mediafile_of_item"
            ),
        ),
        migrations.RunSQL(RULES, BACK),
    ]
