"""Concerns that readers send, and the one function by which they come."""

from pathlib import Path

import django.db.models.deletion
import testimonies.models.encrypted
import testimonies.terms.concerns
from django.conf import settings
from django.db import migrations, models

RECEIVING = (Path(__file__).parent / "0006_concerns.sql").read_text()
BACK = """
DROP FUNCTION public.kua_receive_concern(
  text, text, text, text, text, text, text, boolean);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('testimonies', '0005_saved_searches'),
    ]

    operations = [
        migrations.CreateModel(
            name='Concern',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(max_length=12, verbose_name='record')),
                ('kind', models.CharField(choices=[('danger', 'danger'), ('person', 'person'), ('mistake', 'mistake'), ('right', 'right'), ('other', 'other')], max_length=10)),
                ('language', models.CharField(choices=[('en', 'English'), ('ru', 'Русский'), ('kk', 'Қазақша')], max_length=8, verbose_name='language to answer in')),
                ('words', testimonies.models.encrypted.EncryptedTextField(blank=True)),
                ('contact', testimonies.models.encrypted.EncryptedTextField(blank=True, verbose_name='how to reach the reporter')),
                ('token_digest', models.CharField(max_length=64, unique=True)),
                ('receipt', models.CharField(max_length=8, unique=True, verbose_name='reference')),
                ('is_proven', models.BooleanField()),
                ('received_hour', models.DateTimeField(verbose_name='received')),
                ('state', models.CharField(choices=[('open', 'open'), ('closed', 'closed')], default=testimonies.terms.concerns.ConcernState['OPEN'], max_length=8)),
                ('outcome', models.CharField(blank=True, choices=[('corrected', 'corrected'), ('part_withheld', 'part withheld'), ('withdrawn', 'withdrawn'), ('left_as_it_is', 'left as it is'), ('no_concern', 'no concern')], max_length=20)),
                ('note', testimonies.models.encrypted.EncryptedTextField(blank=True)),
                ('closed_at', models.DateTimeField(null=True, verbose_name='closed')),
                ('erased_at', models.DateTimeField(null=True, verbose_name='words erased')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['received_hour'], name='concern_by_hour'), models.Index(fields=['state', 'id'], name='concern_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ref__regex', '^[twqmcg][23456789bcdfghjkmnpqrstvwxz]{8}$')), name='concern_ref_form'), models.CheckConstraint(condition=models.Q(('kind__in', [testimonies.terms.concerns.ConcernKind['DANGER'], testimonies.terms.concerns.ConcernKind['PERSON'], testimonies.terms.concerns.ConcernKind['MISTAKE'], testimonies.terms.concerns.ConcernKind['RIGHT'], testimonies.terms.concerns.ConcernKind['OTHER']])), name='concern_kind_known'), models.CheckConstraint(condition=models.Q(('language__in', ('en', 'ru', 'kk'))), name='concern_language_known'), models.CheckConstraint(condition=models.Q(('state__in', [testimonies.terms.concerns.ConcernState['OPEN'], testimonies.terms.concerns.ConcernState['CLOSED']])), name='concern_state_known'), models.CheckConstraint(condition=models.Q(('outcome__in', ['', testimonies.terms.concerns.ConcernOutcome['CORRECTED'], testimonies.terms.concerns.ConcernOutcome['WITHHELD'], testimonies.terms.concerns.ConcernOutcome['WITHDRAWN'], testimonies.terms.concerns.ConcernOutcome['UNCHANGED'], testimonies.terms.concerns.ConcernOutcome['NONE']])), name='concern_outcome_known'), models.CheckConstraint(condition=models.Q(('token_digest__regex', '^[0-9a-f]{64}$')), name='concern_token_is_a_digest'), models.CheckConstraint(condition=models.Q(('receipt__regex', '^[23456789bcdfghjkmnpqrstvwxz]{8}$')), name='concern_receipt_form'), models.CheckConstraint(condition=models.Q(models.Func(models.F('received_hour'), output_field=models.BooleanField(), template='(mod(extract(epoch FROM %(expressions)s), 3600) = 0)')), name='concern_hour_only'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None), ('outcome', ''), ('state', testimonies.terms.concerns.ConcernState['OPEN'])), models.Q(models.Q(('state', testimonies.terms.concerns.ConcernState['OPEN']), _negated=True), models.Q(('outcome', ''), _negated=True), ('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='concern_closed_by_somebody')],
            },
        ),
        migrations.RunSQL(RECEIVING, BACK),
    ]
