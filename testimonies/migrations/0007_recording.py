"""The recording of an account; a passage ends after it began."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('testimonies', '0006_concerns'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='testimony',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='testimony',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='testimony',
            name='delete_delete',
        ),
        migrations.RemoveConstraint(
            model_name='passage',
            name='passage_times_ordered',
        ),
        migrations.AddField(
            model_name='testimony',
            name='recording',
            field=models.ForeignKey(blank=True, help_text='Her telling of this account, as a sound or a video.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recorded', to='testimonies.mediaitem'),
        ),
        migrations.AddField(
            model_name='testimony',
            name='recording_heard',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='testimony',
            name='recording_is_cut',
            field=models.BooleanField(blank=True, help_text='Listen to all of it: one spoken name undoes every redaction of it.', null=True, verbose_name='what is redacted in the account is cut from the recording'),
        ),
        migrations.AddField(
            model_name='testimonyevent',
            name='recording',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Her telling of this account, as a sound or a video.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='testimonies.mediaitem'),
        ),
        migrations.AddField(
            model_name='testimonyevent',
            name='recording_heard',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='testimonyevent',
            name='recording_is_cut',
            field=models.BooleanField(blank=True, help_text='Listen to all of it: one spoken name undoes every redaction of it.', null=True, verbose_name='what is redacted in the account is cut from the recording'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='testimony',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "testimonies_testimonyevent" ("collection_id", "content_note_text", "content_notes", "content_notes_decided", "created_at", "embargo_reason", "embargo_until", "given", "given_how", "happened", "id", "interviewer", "language", "outlet", "passage_counter", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "recording_heard", "recording_id", "recording_is_cut", "ref", "rights", "rights_url", "scheduled_by_id", "standing", "state", "summary", "text_language", "title", "witness_id") VALUES (NEW."collection_id", NEW."content_note_text", NEW."content_notes", NEW."content_notes_decided", NEW."created_at", NEW."embargo_reason", NEW."embargo_until", NEW."given", NEW."given_how", NEW."happened", NEW."id", NEW."interviewer", NEW."language", NEW."outlet", NEW."passage_counter", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."recording_heard", NEW."recording_id", NEW."recording_is_cut", NEW."ref", NEW."rights", NEW."rights_url", NEW."scheduled_by_id", NEW."standing", NEW."state", NEW."summary", NEW."text_language", NEW."title", NEW."witness_id"); RETURN NULL;', hash='7be8ce8add063041af0517966bd4e806e016930d', operation='INSERT', pgid='pgtrigger_insert_insert_dd4f4', table='testimonies_testimony', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='testimony',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "testimonies_testimonyevent" ("collection_id", "content_note_text", "content_notes", "content_notes_decided", "created_at", "embargo_reason", "embargo_until", "given", "given_how", "happened", "id", "interviewer", "language", "outlet", "passage_counter", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "recording_heard", "recording_id", "recording_is_cut", "ref", "rights", "rights_url", "scheduled_by_id", "standing", "state", "summary", "text_language", "title", "witness_id") VALUES (NEW."collection_id", NEW."content_note_text", NEW."content_notes", NEW."content_notes_decided", NEW."created_at", NEW."embargo_reason", NEW."embargo_until", NEW."given", NEW."given_how", NEW."happened", NEW."id", NEW."interviewer", NEW."language", NEW."outlet", NEW."passage_counter", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."recording_heard", NEW."recording_id", NEW."recording_is_cut", NEW."ref", NEW."rights", NEW."rights_url", NEW."scheduled_by_id", NEW."standing", NEW."state", NEW."summary", NEW."text_language", NEW."title", NEW."witness_id"); RETURN NULL;', hash='297d628fefa93026d596117c47ae45da04ea1f1b', operation='UPDATE', pgid='pgtrigger_update_update_9c001', table='testimonies_testimony', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='testimony',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "testimonies_testimonyevent" ("collection_id", "content_note_text", "content_notes", "content_notes_decided", "created_at", "embargo_reason", "embargo_until", "given", "given_how", "happened", "id", "interviewer", "language", "outlet", "passage_counter", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "recording_heard", "recording_id", "recording_is_cut", "ref", "rights", "rights_url", "scheduled_by_id", "standing", "state", "summary", "text_language", "title", "witness_id") VALUES (OLD."collection_id", OLD."content_note_text", OLD."content_notes", OLD."content_notes_decided", OLD."created_at", OLD."embargo_reason", OLD."embargo_until", OLD."given", OLD."given_how", OLD."happened", OLD."id", OLD."interviewer", OLD."language", OLD."outlet", OLD."passage_counter", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_id", OLD."recording_heard", OLD."recording_id", OLD."recording_is_cut", OLD."ref", OLD."rights", OLD."rights_url", OLD."scheduled_by_id", OLD."standing", OLD."state", OLD."summary", OLD."text_language", OLD."title", OLD."witness_id"); RETURN NULL;', hash='6d9cb18f2954fa2067ba3ae689d86bcd950aa50a', operation='DELETE', pgid='pgtrigger_delete_delete_87a53', table='testimonies_testimony', when='AFTER')),
        ),
        # Of new rows and changed ones: times that are kept with an edition stay as they are.
        AddConstraintNotValid(
            model_name='passage',
            constraint=models.CheckConstraint(condition=models.Q(('end_ms', None), models.Q(('end_ms__gt', models.F('start_ms')), ('start_ms__isnull', False)), _connector='OR'), name='passage_times_ordered', violation_error_message='A passage ends after it began: give both.'),
        ),
        migrations.AddConstraint(
            model_name='testimony',
            constraint=models.CheckConstraint(condition=models.Q(('recording_is_cut', None), ('recording_is_cut', False), models.Q(('recording__isnull', False), ('recording_heard__regex', '^[0-9a-f]{64}$')), _connector='OR'), name='testimony_cut_is_of_what_was_heard', violation_error_message='Name the recording that this is said of.'),
        ),
    ]
