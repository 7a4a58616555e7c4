"""Dangers have a room apart, work becomes dearer, and the desk is told of full rooms."""

from pathlib import Path

from django.db import migrations, models

HERE = Path(__file__).parent
RECEIVING = (HERE / "0009_rooms.sql").read_text()
_, _mark, _before = (HERE / "0006_concerns.sql").read_text().partition("CREATE FUNCTION")
OLD = """
DROP FUNCTION public.kua_receive_concern(
  text, text, text, text, text, text, text, boolean);
"""
BACK = """
DROP FUNCTION public.kua_receive_concern(
  text, text, text, text, text, text, text, integer, boolean);
DROP FUNCTION public.kua_note_full_room(text, boolean, timestamptz, integer);
""" + _mark + _before


class Migration(migrations.Migration):

    dependencies = [
        ('testimonies', '0008_steady_search'),
    ]

    operations = [
        migrations.CreateModel(
            name='FullRoom',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ref', models.CharField(blank=True, max_length=12, verbose_name='record')),
                ('is_danger', models.BooleanField()),
                ('hour', models.DateTimeField()),
                ('refused', models.IntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('hour', 'ref', 'is_danger'), name='fullroom_once'), models.CheckConstraint(condition=models.Q(('ref', ''), ('ref__regex', '^[twqmcg][23456789bcdfghjkmnpqrstvwxz]{8}$'), _connector='OR'), name='fullroom_ref_form'), models.CheckConstraint(condition=models.Q(models.Func(models.F('hour'), output_field=models.BooleanField(), template='(mod(extract(epoch FROM %(expressions)s), 3600) = 0)')), name='fullroom_hour_only'), models.CheckConstraint(condition=models.Q(('refused__gte', 0), ('refused__lte', 1000)), name='fullroom_refused_so_far')],
            },
        ),
        migrations.RunSQL(OLD + RECEIVING, BACK),
    ]
