"""The desk's lists are sorted, filtered and searched by indexes."""

from pathlib import Path

from django.db import migrations, models

SOUGHT = (Path(__file__).parent / "0010_desk_lists.sql").read_text()
BACK = """
DROP INDEX public.testimony_sought, public.quote_sought, public.mediaitem_sought,
  public.witness_sought;
DROP FUNCTION public.kua_pieces_of_word(text);
DROP FUNCTION public.kua_pieces(text);
"""


def sorted_by(model, **columns):
    return [
        migrations.AddIndex(
            model_name=model,
            index=models.Index(fields=fields, name=f'{model}_{name}'),
        )
        for name, fields in columns.items()
    ]


MOVING = {'title': ['title'], 'state': ['state', 'id'], 'standing': ['standing', 'id']}


class Migration(migrations.Migration):

    dependencies = [
        ('testimonies', '0009_rooms'),
    ]

    operations = [
        *sorted_by('collection', **MOVING),
        *sorted_by('mediaitem', **MOVING),
        *sorted_by('testimony', **MOVING),
        *sorted_by('witness', name=['name']),
        migrations.RunSQL(SOUGHT, BACK),
    ]
