"""No answer to a concern tells how many others came about the record in the hour."""

from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent
NAME = "FUNCTION public.kua_receive_concern("
_, _, _rest = (HERE / "0009_rooms.sql").read_text().partition(f"CREATE {NAME}")
_before, _end, _ = _rest.partition("END $$;")
BACK = f"""
CREATE OR REPLACE {NAME}{_before}{_end}
DROP FUNCTION public.kua_room(text, boolean, boolean, timestamptz);
DROP TABLE public.testimonies_roomkey;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('testimonies', '0012_related'),
    ]

    operations = [
        migrations.RunSQL((HERE / "0013_unseen_guests.sql").read_text(), BACK),
    ]
