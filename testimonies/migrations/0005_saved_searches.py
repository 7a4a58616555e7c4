"""Searches that somebody keeps; entries of tags are made anew."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    # Entries of tags are found by their former addresses too, and noise is told apart.
    rebuilds_entries = True

    dependencies = [
        ('testimonies', '0004_search'),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('querystring', models.CharField(max_length=2000)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('seen_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('seen_sequence', models.BigIntegerField(default=0)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_searches', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'saved searches',
                'constraints': [models.UniqueConstraint(fields=('owner', 'querystring'), name='savedsearch_once'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('querystring', ''), _negated=True)), name='savedsearch_present'), models.CheckConstraint(condition=models.Q(('seen_sequence__gte', 0)), name='savedsearch_seen_in_order')],
            },
        ),
    ]
