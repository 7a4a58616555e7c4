"""Searches never read what waits to be put into their indexes: it is put there at once."""

import django.contrib.postgres.indexes
from django.db import migrations

INDEXES = ('entry_names', 'entry_vector')
OFF = [f'ALTER INDEX public.{name} SET (fastupdate = off)' for name in INDEXES]
ON = [f'ALTER INDEX public.{name} RESET (fastupdate)' for name in INDEXES]
# What waits already would be read by every search until the next VACUUM.
CLEANED = [f"SELECT gin_clean_pending_list('public.{name}')" for name in INDEXES]


def steady(name, field):
    """Give the changes of what Django knows; the index itself is altered, not made anew."""
    return [
        migrations.RemoveIndex(model_name='entry', name=name),
        migrations.AddIndex(
            model_name='entry',
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=[field], name=name
            ),
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ('testimonies', '0007_recording'),
    ]

    operations = [
        migrations.RunSQL(
            [*OFF, *CLEANED],
            ON,
            state_operations=[
                *steady('entry_names', 'names'),
                *steady('entry_vector', 'vector'),
            ],
        ),
    ]
