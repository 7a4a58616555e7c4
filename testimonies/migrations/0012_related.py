"""Related testimonies are the most alike of many, where they were the newest six."""

from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent
NAME = "FUNCTION public.kua_stamps("
_, _, _rest = (HERE / "0001_search.sql").read_text().partition(f"CREATE {NAME}")
_before, _end, _ = _rest.partition("END $$;")


class Migration(migrations.Migration):

    dependencies = [
        ('testimonies', '0011_coarse_places'),
    ]

    operations = [
        migrations.RunSQL(
            (HERE / "0012_related.sql").read_text(),
            f"CREATE OR REPLACE {NAME}{_before}{_end}",
        ),
    ]
