import django.db.models.deletion
import django.db.models.functions.text
import testimonies.terms.roles
from django.conf import settings
from django.db import migrations, models
from pathlib import Path

SESSIONS = (Path(__file__).parent / "0003_accounts.sql").read_text()


BACK = """
DROP FUNCTION public.kua_end_sessions() CASCADE;
DROP FUNCTION public.kua_end_own_sessions() CASCADE;
ALTER TABLE public.mfa_authenticator DROP CONSTRAINT authenticator_secrets_encrypted;
"""


def name_accounts_that_differ_by_case(apps, schema_editor):
    """Refuse with the names to change: the constraint alone would say one of them."""
    users = apps.get_model("testimonies", "User").objects.using(
        schema_editor.connection.alias
    )
    names, twice = {}, set()
    for name in users.values_list("username", flat=True):
        if names.setdefault(name.lower(), name) != name:
            twice |= {names[name.lower()], name}
    if twice:
        raise ValueError(
            "Signing in no longer tells capitals from small letters, and these accounts"
            f" differ by them alone: {', '.join(sorted(twice))}. Rename all but one of"
            " each, then migrate again."
        )


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('mfa', '0003_authenticator_type_uniq'),
        ('testimonies', '0002_media_files'),
    ]

    operations = [
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_digest', models.CharField(max_length=64, unique=True)),
                ('role', models.CharField(choices=[('contributor', 'contributor'), ('editor', 'editor'), ('reviewer', 'reviewer'), ('steward', 'steward'), ('researcher', 'researcher')], max_length=20)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('expires_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Remembered',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('value', models.JSONField()),
                ('until', models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name='user',
            name='session_epoch',
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.RunPython(
            name_accounts_that_differ_by_case, migrations.RunPython.noop
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('username'), name='user_once_in_any_case'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='accepted_by',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='invitation',
            name='invited_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='remembered',
            index=models.Index(fields=['until'], name='remembered_by_end'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', [testimonies.terms.roles.Role['CONTRIBUTOR'], testimonies.terms.roles.Role['EDITOR'], testimonies.terms.roles.Role['REVIEWER'], testimonies.terms.roles.Role['STEWARD'], testimonies.terms.roles.Role['RESEARCHER']])), name='invitation_role_known'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('token_digest__regex', '^[0-9a-f]{64}$')), name='invitation_token_is_a_digest'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='invitation_ends_after_it_began'),
        ),
        migrations.RunSQL(SESSIONS, BACK),
    ]
