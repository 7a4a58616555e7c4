"""Who wrote a source or a place counts where it is chosen afterwards, too."""

from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent


def _before(file: str, name: str) -> str:
    """Give a function as an earlier file made it."""
    _, _, rest = (HERE / file).read_text().partition(f"FUNCTION {name}(")
    body, end, _ = rest.partition("END $$;")
    return f"CREATE OR REPLACE FUNCTION {name}({body}{end}"


BACK = f"""
{_before("0002_media_files.sql", "kua_content_changed")}
DROP FUNCTION kua_writers_chosen(jsonb, jsonb);
{_before("0001_guards.sql", "kua_roots")}
"""


class Migration(migrations.Migration):

    dependencies = [
        ("testimonies", "0015_kind_of_ref"),
    ]

    operations = [
        migrations.RunSQL((HERE / "0016_shared_words.sql").read_text(), BACK),
    ]
