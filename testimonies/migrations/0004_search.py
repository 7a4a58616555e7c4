"""The index of searches: words and tokens in one vector, and the counts of facets."""

from pathlib import Path

import django.contrib.postgres.indexes
import django.contrib.postgres.fields
import django.contrib.postgres.search
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


HERE = Path(__file__).parent
SEARCH = (HERE / "0004_search.sql").read_text()
BACK = """
CREATE TEXT SEARCH CONFIGURATION public.archive (COPY = pg_catalog.russian);
CREATE FUNCTION public.kua_search_vector(title text, body text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN setweight(to_tsvector('public.archive'::regconfig, title), 'A')
    || setweight(to_tsvector('public.archive'::regconfig, body), 'B');
"""


class Migration(migrations.Migration):
    # Entries are made anew from the editions when this has run (the command migrate).
    rebuilds_entries = True

    dependencies = [
        ('testimonies', '0003_accounts'),
    ]

    operations = [
        migrations.CreateModel(
            name='FacetCount',
            fields=[
                ('token', models.TextField(db_collation='C', primary_key=True, serialize=False)),
                ('records', models.PositiveIntegerField()),
            ],
        ),
        migrations.RemoveIndex(
            model_name='entry',
            name='entry_tags',
        ),
        migrations.RemoveIndex(
            model_name='entry',
            name='entry_vector',
        ),
        migrations.RemoveField(
            model_name='entry',
            name='vector',
        ),
        migrations.RemoveField(
            model_name='entry',
            name='body',
        ),
        migrations.AddField(
            model_name='entry',
            name='facets',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(db_collation='C'), default=list, size=None),
        ),
        migrations.AddField(
            model_name='entry',
            name='happened_from',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='entry',
            name='happened_to',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='entry',
            name='place',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='entry',
            name='sequence',
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='entry',
            name='vector',
            field=django.contrib.postgres.search.SearchVectorField(default=''),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name='entry',
            index=django.contrib.postgres.indexes.GinIndex(fields=['vector'], name='entry_vector'),
        ),
        migrations.RunSQL(SEARCH, BACK),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['happened_from', 'ref'], name='entry_happened'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='count_facets_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE facet record;', func='\nFOR facet IN\n  SELECT token, sum(change) AS change FROM (SELECT unnest(facets), 1 FROM new_rows) each (token, change)\n  GROUP BY token HAVING sum(change) <> 0 ORDER BY token\nLOOP\n  IF facet.change > 0 THEN\n    INSERT INTO public.testimonies_facetcount AS kept (token, records)\n    VALUES (facet.token, facet.change)\n    ON CONFLICT (token) DO UPDATE SET records = kept.records + facet.change;\n  ELSE\n    DELETE FROM public.testimonies_facetcount\n    WHERE token = facet.token AND records = -facet.change;\n    IF NOT FOUND THEN\n      UPDATE public.testimonies_facetcount SET records = records + facet.change\n      WHERE token = facet.token;\n    END IF;\n  END IF;\nEND LOOP;\nRETURN NULL;\n', hash='9b97961cd4b7566d7c95354212b26244cfc8208c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_count_facets_insert_1b3ef', referencing='REFERENCING NEW TABLE AS new_rows ', table='testimonies_entry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='count_facets_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE facet record;', func='\nFOR facet IN\n  SELECT token, sum(change) AS change FROM (SELECT unnest(facets), 1 FROM new_rows UNION ALL SELECT unnest(facets), -1 FROM old_rows) each (token, change)\n  GROUP BY token HAVING sum(change) <> 0 ORDER BY token\nLOOP\n  IF facet.change > 0 THEN\n    INSERT INTO public.testimonies_facetcount AS kept (token, records)\n    VALUES (facet.token, facet.change)\n    ON CONFLICT (token) DO UPDATE SET records = kept.records + facet.change;\n  ELSE\n    DELETE FROM public.testimonies_facetcount\n    WHERE token = facet.token AND records = -facet.change;\n    IF NOT FOUND THEN\n      UPDATE public.testimonies_facetcount SET records = records + facet.change\n      WHERE token = facet.token;\n    END IF;\n  END IF;\nEND LOOP;\nRETURN NULL;\n', hash='4db329b798b53e91fc3dd39c3884a763397f0c67', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_count_facets_update_b295a', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='testimonies_entry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='count_facets_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE facet record;', func='\nFOR facet IN\n  SELECT token, sum(change) AS change FROM (SELECT unnest(facets), -1 FROM old_rows) each (token, change)\n  GROUP BY token HAVING sum(change) <> 0 ORDER BY token\nLOOP\n  IF facet.change > 0 THEN\n    INSERT INTO public.testimonies_facetcount AS kept (token, records)\n    VALUES (facet.token, facet.change)\n    ON CONFLICT (token) DO UPDATE SET records = kept.records + facet.change;\n  ELSE\n    DELETE FROM public.testimonies_facetcount\n    WHERE token = facet.token AND records = -facet.change;\n    IF NOT FOUND THEN\n      UPDATE public.testimonies_facetcount SET records = records + facet.change\n      WHERE token = facet.token;\n    END IF;\n  END IF;\nEND LOOP;\nRETURN NULL;\n', hash='60cea3c0b3e6585c6fadd0eef22b92ed69598e74', level='STATEMENT', operation='DELETE', pgid='pgtrigger_count_facets_delete_f4185', referencing='REFERENCING OLD TABLE AS old_rows ', table='testimonies_entry', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('happened_from', None), ('happened_to', None)), ('happened_from__lte', models.F('happened_to')), _connector='OR'), name='entry_happened_in_order'),
        ),
        migrations.AddConstraint(
            model_name='facetcount',
            constraint=models.CheckConstraint(condition=models.Q(('records__gt', 0)), name='facetcount_of_something'),
        ),
    ]
