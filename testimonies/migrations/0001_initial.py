"""Every table, its constraints and triggers; the functions are SQL beside this file."""

from pathlib import Path

import django.contrib.auth.models
import django.contrib.auth.validators
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone
import functools
import pgtrigger.compiler
import pgtrigger.migrations
import taggit.managers
import testimonies.models.encrypted
import testimonies.terms.refs
import testimonies.terms.states
import testimonies.terms.vocabulary
from django.conf import settings
from django.db import migrations, models

from testimonies.migrations._together import Together


HERE = Path(__file__).parent
SEARCH = (HERE / "0001_search.sql").read_text()
GUARDS = (HERE / "0001_guards.sql").read_text()


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.RunSQL(SEARCH, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="ChronologyEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "text_language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("kk", "Kazakh"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("uk", "Ukrainian"),
                            ("uz", "Uzbek"),
                            ("ky", "Kyrgyz"),
                            ("ug", "Uyghur"),
                            ("tr", "Turkish"),
                            ("zh", "Chinese"),
                            ("ar", "Arabic"),
                            ("fa", "Persian"),
                            ("es", "Spanish"),
                            ("und", "not recorded"),
                        ],
                        default="en",
                        help_text="The language in which the editorial texts below are written.",
                        max_length=8,
                        verbose_name="language of our texts",
                    ),
                ),
                (
                    "date",
                    models.CharField(
                        help_text="EDTF, e.g. 2022-01-02/2022-01-09", max_length=40
                    ),
                ),
                ("text", models.TextField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("reported", "reported"),
                            ("confirmed", "confirmed"),
                            ("disputed", "disputed"),
                            ("withdrawn_by_source", "withdrawn by source"),
                        ],
                        default=testimonies.terms.vocabulary.EventStatus["REPORTED"],
                        max_length=20,
                    ),
                ),
                (
                    "status_note",
                    models.TextField(
                        blank=True,
                        help_text="Who disputes it, or when it was withdrawn.",
                    ),
                ),
            ],
            options={
                "ordering": ["date", "id"],
            },
        ),
        migrations.CreateModel(
            name="CollectionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "text_language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("kk", "Kazakh"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("uk", "Ukrainian"),
                            ("uz", "Uzbek"),
                            ("ky", "Kyrgyz"),
                            ("ug", "Uyghur"),
                            ("tr", "Turkish"),
                            ("zh", "Chinese"),
                            ("ar", "Arabic"),
                            ("fa", "Persian"),
                            ("es", "Spanish"),
                            ("und", "not recorded"),
                        ],
                        default="en",
                        help_text="The language in which the editorial texts below are written.",
                        max_length=8,
                        verbose_name="language of our texts",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_review", "in review"),
                            ("changes_requested", "changes requested"),
                            ("approved", "approved"),
                            ("scheduled", "scheduled"),
                            ("settled", "settled"),
                        ],
                        default=testimonies.terms.states.State["DRAFT"],
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("never", "never"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default=testimonies.terms.states.Standing["NEVER"],
                        editable=False,
                        max_length=12,
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        default=functools.partial(
                            testimonies.terms.refs.new_ref,
                            *(testimonies.terms.refs.Kind["COLLECTION"],),
                            **{},
                        ),
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("description", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("archive", "archive"),
                            ("web_publication", "web publication"),
                            ("quotation", "quotation"),
                            ("translation", "translation"),
                            ("image", "image"),
                            ("voice", "voice"),
                            ("reuse_by_third_parties", "reuse by third parties"),
                            ("machine_processing", "machine processing"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "is_granted",
                    models.BooleanField(verbose_name="granted (unticked: withdrawn)"),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("documented_consent", "documented consent"),
                            ("recorded_consent", "recorded consent"),
                            ("previously_published", "previously published"),
                            ("public_interest_decision", "public interest decision"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "outlet",
                    models.CharField(
                        blank=True,
                        help_text="The outlet, where the basis is a previous publication.",
                        max_length=200,
                    ),
                ),
                (
                    "given_on",
                    models.CharField(
                        blank=True,
                        help_text="EDTF, e.g. 2022-01~",
                        max_length=40,
                        verbose_name="date",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("kk", "Kazakh"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("uk", "Ukrainian"),
                            ("uz", "Uzbek"),
                            ("ky", "Kyrgyz"),
                            ("ug", "Uyghur"),
                            ("tr", "Turkish"),
                            ("zh", "Chinese"),
                            ("ar", "Arabic"),
                            ("fa", "Persian"),
                            ("es", "Spanish"),
                            ("und", "not recorded"),
                        ],
                        default="und",
                        max_length=8,
                    ),
                ),
                (
                    "review_on",
                    models.DateField(blank=True, null=True, verbose_name="review date"),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("ref", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("ref", models.CharField(max_length=12)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("t", "TESTIMONY"),
                            ("w", "WITNESS"),
                            ("q", "QUOTE"),
                            ("m", "MEDIA"),
                            ("c", "COLLECTION"),
                            ("g", "TAG"),
                        ],
                        max_length=1,
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("document", models.TextField(null=True)),
                ("digest", models.CharField(max_length=64)),
                (
                    "issued_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                ("erased_at", models.DateTimeField(null=True)),
                (
                    "public_note",
                    models.CharField(blank=True, default="", max_length=300),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "ref",
                    models.CharField(max_length=12, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("t", "TESTIMONY"),
                            ("w", "WITNESS"),
                            ("q", "QUOTE"),
                            ("m", "MEDIA"),
                            ("c", "COLLECTION"),
                            ("g", "TAG"),
                        ],
                        max_length=1,
                    ),
                ),
                ("document", models.TextField(blank=True, default="")),
                ("stamp", models.CharField(max_length=64)),
                ("slug", models.CharField(blank=True, max_length=120)),
                ("title", models.TextField()),
                (
                    "names",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "refs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        default=list,
                        size=None,
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=8)),
                ("first_issued_at", models.DateTimeField(null=True)),
                ("issued_at", models.DateTimeField(null=True)),
                ("body", models.TextField(blank=True)),
                (
                    "vector",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.F("title"),
                            models.F("body"),
                            function="kua_search_vector",
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "entries",
            },
        ),
        migrations.CreateModel(
            name="Illustration",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "text_language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("kk", "Kazakh"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("uk", "Ukrainian"),
                            ("uz", "Uzbek"),
                            ("ky", "Kyrgyz"),
                            ("ug", "Uyghur"),
                            ("tr", "Turkish"),
                            ("zh", "Chinese"),
                            ("ar", "Arabic"),
                            ("fa", "Persian"),
                            ("es", "Spanish"),
                            ("und", "not recorded"),
                        ],
                        default="en",
                        help_text="The language in which the editorial texts below are written.",
                        max_length=8,
                        verbose_name="language of our texts",
                    ),
                ),
                ("caption", models.TextField(blank=True)),
                (
                    "position",
                    models.PositiveIntegerField(default=0, verbose_name="order"),
                ),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="IllustrationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "text_language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("kk", "Kazakh"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("uk", "Ukrainian"),
                            ("uz", "Uzbek"),
                            ("ky", "Kyrgyz"),
                            ("ug", "Uyghur"),
                            ("tr", "Turkish"),
                            ("zh", "Chinese"),
                            ("ar", "Arabic"),
                            ("fa", "Persian"),
                            ("es", "Spanish"),
                            ("und", "not recorded"),
                        ],
                        default="en",
                        help_text="The language in which the editorial texts below are written.",
                        max_length=8,
                        verbose_name="language of our texts",
                    ),
                ),
                ("caption", models.TextField(blank=True)),
                (
                    "position",
                    models.PositiveIntegerField(default=0, verbose_name="order"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LedgerEvent",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("action", models.CharField(max_length=40)),
                ("ref", models.CharField(blank=True, max_length=12)),
                ("category", models.CharField(blank=True, max_length=40)),
                ("previous", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="LedgerNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("text", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("omission", "omission"), ("insertion", "insertion")],
                        max_length=10,
                    ),
                ),
            ],
            options={
                "ordering": ["start"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MarkEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("omission", "omission"), ("insertion", "insertion")],
                        max_length=10,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MediaFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("original", "original"),
                            ("public_copy", "public copy"),
                            ("poster", "poster"),
                            ("screenshot", "screenshot"),
                            ("capture", "capture"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        max_length=120, unique=True, verbose_name="stored name"
                    ),
                ),
                ("size", models.PositiveBigIntegerField(verbose_name="bytes")),
                (
                    "media_type",
                    models.CharField(max_length=80, verbose_name="sniffed type"),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("perceptual_hash", models.CharField(blank=True, max_length=16)),
                (
                    "is_public",
                    models.BooleanField(
                        default=False, verbose_name="in public storage"
                    ),
                ),
                (
                    "is_cleaned",
                    models.BooleanField(
                        default=False, verbose_name="metadata removed and verified"
                    ),
                ),
                (
                    "is_shown",
                    models.BooleanField(default=False, verbose_name="shown to readers"),
                ),
                (
                    "shows_witness",
                    models.BooleanField(
                        default=False, verbose_name="shows a witness's image"
                    ),
                ),
                (
                    "sounds_witness",
                    models.BooleanField(
                        default=False, verbose_name="carries a witness's voice"
                    ),
                ),
                (
                    "checked_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="last fixity check"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MediaFileEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("original", "original"),
                            ("public_copy", "public copy"),
                            ("poster", "poster"),
                            ("screenshot", "screenshot"),
                            ("capture", "capture"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="stored name")),
                ("size", models.PositiveBigIntegerField(verbose_name="bytes")),
                (
                    "media_type",
                    models.CharField(max_length=80, verbose_name="sniffed type"),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("perceptual_hash", models.CharField(blank=True, max_length=16)),
                (
                    "is_public",
                    models.BooleanField(
                        default=False, verbose_name="in public storage"
                    ),
                ),
                (
                    "is_cleaned",
                    models.BooleanField(
                        default=False, verbose_name="metadata removed and verified"
                    ),
                ),
                (
                    "is_shown",
                    models.BooleanField(default=False, verbose_name="shown to readers"),
                ),
                (
                    "shows_witness",
                    models.BooleanField(
                        default=False, verbose_name="shows a witness's image"
                    ),
                ),
                (
                    "sounds_witness",
                    models.BooleanField(
                        default=False, verbose_name="carries a witness's voice"
                    ),
                ),
                (
                    "checked_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="last fixity check"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MediaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "text_language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("kk", "Kazakh"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("uk", "Ukrainian"),
                            ("uz", "Uzbek"),
                            ("ky", "Kyrgyz"),
                            ("ug", "Uyghur"),
                            ("tr", "Turkish"),
                            ("zh", "Chinese"),
                            ("ar", "Arabic"),
                            ("fa", "Persian"),
                            ("es", "Spanish"),
                            ("und", "not recorded"),
                        ],
                        default="en",
                        help_text="The language in which the editorial texts below are written.",
                        max_length=8,
                        verbose_name="language of our texts",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_review", "in review"),
                            ("changes_requested", "changes requested"),
                            ("approved", "approved"),
                            ("scheduled", "scheduled"),
                            ("settled", "settled"),
                        ],
                        default=testimonies.terms.states.State["DRAFT"],
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("never", "never"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default=testimonies.terms.states.Standing["NEVER"],
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("content_notes", models.JSONField(blank=True, default=list)),
                (
                    "content_note_text",
                    models.TextField(
                        blank=True,
                        help_text="Shown before the material.",
                        verbose_name="content note in words",
                    ),
                ),
                (
                    "content_notes_decided",
                    models.BooleanField(
                        default=False,
                        help_text="Tick when the notes are complete, also when none is needed.",
                        verbose_name="content notes are decided",
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        default=functools.partial(
                            testimonies.terms.refs.new_ref,
                            *(testimonies.terms.refs.Kind["MEDIA"],),
                            **{},
                        ),
                        editable=False,
                        max_length=12,
                        unique=True,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("video", "video"),
                            ("picture", "picture"),
                            ("screengrab", "screengrab"),
                            ("audio", "audio"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "platform",
                    models.CharField(
                        choices=[
                            ("tiktok", "tiktok"),
                            ("telegram", "telegram"),
                            ("youtube", "youtube"),
                            ("instagram", "instagram"),
                            ("facebook", "facebook"),
                            ("x", "x"),
                            ("vk", "vk"),
                            ("other", "other"),
                            ("unknown", "unknown"),
                        ],
                        default=testimonies.terms.vocabulary.Platform["UNKNOWN"],
                        max_length=12,
                    ),
                ),
                (
                    "platform_id",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="the platform's id"
                    ),
                ),
                (
                    "account",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="account handle"
                    ),
                ),
                (
                    "account_holder",
                    models.CharField(
                        choices=[
                            ("unknown", "unknown"),
                            ("private_person", "private person"),
                            ("public_account", "public account"),
                        ],
                        default=testimonies.terms.vocabulary.AccountHolder["UNKNOWN"],
                        help_text="A private person's handle is never shown.",
                        max_length=16,
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True, max_length=600, verbose_name="original link"
                    ),
                ),
                (
                    "posted",
                    models.CharField(
                        blank=True, help_text="EDTF, 2022-01-05~", max_length=40
                    ),
                ),
                (
                    "posted_basis",
                    models.CharField(
                        choices=[
                            ("unknown", "unknown"),
                            ("stated", "stated"),
                            ("decoded_from_id", "decoded from id"),
                            ("inferred", "inferred"),
                        ],
                        default=testimonies.terms.vocabulary.DateBasis["UNKNOWN"],
                        max_length=16,
                        verbose_name="how the date is known",
                    ),
                ),
                (
                    "captured",
                    models.CharField(blank=True, help_text="EDTF", max_length=40),
                ),
                ("captured_by", models.CharField(blank=True, max_length=200)),
                ("captured_with", models.CharField(blank=True, max_length=200)),
                (
                    "caption",
                    models.TextField(blank=True, verbose_name="caption as posted"),
                ),
                (
                    "caption_language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("kk", "Kazakh"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("uk", "Ukrainian"),
                            ("uz", "Uzbek"),
                            ("ky", "Kyrgyz"),
                            ("ug", "Uyghur"),
                            ("tr", "Turkish"),
                            ("zh", "Chinese"),
                            ("ar", "Arabic"),
                            ("fa", "Persian"),
                            ("es", "Spanish"),
                            ("und", "not recorded"),
                        ],
                        default="und",
                        max_length=8,
                    ),
                ),
                (
                    "sound",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="sound credit"
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        help_text="What it shows; serves as the alternative text.",
                    ),
                ),
                (
                    "verification",
                    models.CharField(
                        choices=[
                            ("unreviewed", "unreviewed"),
                            ("in_progress", "in progress"),
                            ("corroborated", "corroborated"),
                            ("disputed", "disputed"),
                            ("refuted", "refuted"),
                        ],
                        default=testimonies.terms.vocabulary.Verification["UNREVIEWED"],
                        max_length=14,
                    ),
                ),
                ("verification_notes", models.TextField(blank=True)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("undecided", "undecided"),
                            ("consent", "consent"),
                            (
                                "published_by_a_named_account",
                                "published by a named account",
                            ),
                            ("previously_published", "previously published"),
                            ("public_interest_decision", "public interest decision"),
                        ],
                        default=testimonies.terms.vocabulary.MediaBasis["UNDECIDED"],
                        max_length=32,
                        verbose_name="basis for showing it",
                    ),
                ),
                ("basis_note", models.CharField(blank=True, max_length=300)),
                (
                    "basis_by",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="basis decided by"
                    ),
                ),
                (
                    "basis_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="basis decided on"
                    ),
                ),
                ("rights", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MediaItemEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "text_language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("kk", "Kazakh"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("uk", "Ukrainian"),
                            ("uz", "Uzbek"),
                            ("ky", "Kyrgyz"),
                            ("ug", "Uyghur"),
                            ("tr", "Turkish"),
                            ("zh", "Chinese"),
                            ("ar", "Arabic"),
                            ("fa", "Persian"),
                            ("es", "Spanish"),
                            ("und", "not recorded"),
                        ],
                        default="en",
                        help_text="The language in which the editorial texts below are written.",
                        max_length=8,
                        verbose_name="language of our texts",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_review", "in review"),
                            ("changes_requested", "changes requested"),
                            ("approved", "approved"),
                            ("scheduled", "scheduled"),
                            ("settled", "settled"),
                        ],
                        default=testimonies.terms.states.State["DRAFT"],
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("never", "never"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default=testimonies.terms.states.Standing["NEVER"],
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("content_notes", models.JSONField(blank=True, default=list)),
                (
                    "content_note_text",
                    models.TextField(
                        blank=True,
                        help_text="Shown before the material.",
                        verbose_name="content note in words",
                    ),
                ),
                (
                    "content_notes_decided",
                    models.BooleanField(
                        default=False,
                        help_text="Tick when the notes are complete, also when none is needed.",
                        verbose_name="content notes are decided",
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        default=functools.partial(
                            testimonies.terms.refs.new_ref,
                            *(testimonies.terms.refs.Kind["MEDIA"],),
                            **{},
                        ),
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("video", "video"),
                            ("picture", "picture"),
                            ("screengrab", "screengrab"),
                            ("audio", "audio"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "platform",
                    models.CharField(
                        choices=[
                            ("tiktok", "tiktok"),
                            ("telegram", "telegram"),
                            ("youtube", "youtube"),
                            ("instagram", "instagram"),
                            ("facebook", "facebook"),
                            ("x", "x"),
                            ("vk", "vk"),
                            ("other", "other"),
                            ("unknown", "unknown"),
                        ],
                        default=testimonies.terms.vocabulary.Platform["UNKNOWN"],
                        max_length=12,
                    ),
                ),
                (
                    "platform_id",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="the platform's id"
                    ),
                ),
                (
                    "account",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="account handle"
                    ),
                ),
                (
                    "account_holder",
                    models.CharField(
                        choices=[
                            ("unknown", "unknown"),
                            ("private_person", "private person"),
                            ("public_account", "public account"),
                        ],
                        default=testimonies.terms.vocabulary.AccountHolder["UNKNOWN"],
                        help_text="A private person's handle is never shown.",
                        max_length=16,
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True, max_length=600, verbose_name="original link"
                    ),
                ),
                (
                    "posted",
                    models.CharField(
                        blank=True, help_text="EDTF, 2022-01-05~", max_length=40
                    ),
                ),
                (
                    "posted_basis",
                    models.CharField(
                        choices=[
                            ("unknown", "unknown"),
                            ("stated", "stated"),
                            ("decoded_from_id", "decoded from id"),
                            ("inferred", "inferred"),
                        ],
                        default=testimonies.terms.vocabulary.DateBasis["UNKNOWN"],
                        max_length=16,
                        verbose_name="how the date is known",
                    ),
                ),
                (
                    "captured",
                    models.CharField(blank=True, help_text="EDTF", max_length=40),
                ),
                ("captured_by", models.CharField(blank=True, max_length=200)),
                ("captured_with", models.CharField(blank=True, max_length=200)),
                (
                    "caption",
                    models.TextField(blank=True, verbose_name="caption as posted"),
                ),
                (
                    "caption_language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("kk", "Kazakh"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("uk", "Ukrainian"),
                            ("uz", "Uzbek"),
                            ("ky", "Kyrgyz"),
                            ("ug", "Uyghur"),
                            ("tr", "Turkish"),
                            ("zh", "Chinese"),
                            ("ar", "Arabic"),
                            ("fa", "Persian"),
                            ("es", "Spanish"),
                            ("und", "not recorded"),
                        ],
                        default="und",
                        max_length=8,
                    ),
                ),
                (
                    "sound",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="sound credit"
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        help_text="What it shows; serves as the alternative text.",
                    ),
                ),
                (
                    "verification",
                    models.CharField(
                        choices=[
                            ("unreviewed", "unreviewed"),
                            ("in_progress", "in progress"),
                            ("corroborated", "corroborated"),
                            ("disputed", "disputed"),
                            ("refuted", "refuted"),
                        ],
                        default=testimonies.terms.vocabulary.Verification["UNREVIEWED"],
                        max_length=14,
                    ),
                ),
                ("verification_notes", models.TextField(blank=True)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("undecided", "undecided"),
                            ("consent", "consent"),
                            (
                                "published_by_a_named_account",
                                "published by a named account",
                            ),
                            ("previously_published", "previously published"),
                            ("public_interest_decision", "public interest decision"),
                        ],
                        default=testimonies.terms.vocabulary.MediaBasis["UNDECIDED"],
                        max_length=32,
                        verbose_name="basis for showing it",
                    ),
                ),
                ("basis_note", models.CharField(blank=True, max_length=300)),
                (
                    "basis_by",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="basis decided by"
                    ),
                ),
                (
                    "basis_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="basis decided on"
                    ),
                ),
                ("rights", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="0 gives the next free number; in a translation, the original's.",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(default=0, verbose_name="order"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("testimony", "testimony"),
                            ("question", "question"),
                            ("context", "context"),
                        ],
                        default=testimonies.terms.vocabulary.PassageKind["TESTIMONY"],
                        max_length=10,
                    ),
                ),
                ("speaker", models.CharField(blank=True, max_length=200)),
                (
                    "text",
                    models.TextField(
                        help_text="Plain text; a blank line parts paragraphs."
                    ),
                ),
                (
                    "start_ms",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="start (ms)"
                    ),
                ),
                (
                    "end_ms",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="end (ms)"
                    ),
                ),
            ],
            options={
                "ordering": ["position", "number"],
            },
        ),
        migrations.CreateModel(
            name="PassageEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "number",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="0 gives the next free number; in a translation, the original's.",
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(default=0, verbose_name="order"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("testimony", "testimony"),
                            ("question", "question"),
                            ("context", "context"),
                        ],
                        default=testimonies.terms.vocabulary.PassageKind["TESTIMONY"],
                        max_length=10,
                    ),
                ),
                ("speaker", models.CharField(blank=True, max_length=200)),
                (
                    "text",
                    models.TextField(
                        help_text="Plain text; a blank line parts paragraphs."
                    ),
                ),
                (
                    "start_ms",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="start (ms)"
                    ),
                ),
                (
                    "end_ms",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="end (ms)"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "text_language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("kk", "Kazakh"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("uk", "Ukrainian"),
                            ("uz", "Uzbek"),
                            ("ky", "Kyrgyz"),
                            ("ug", "Uyghur"),
                            ("tr", "Turkish"),
                            ("zh", "Chinese"),
                            ("ar", "Arabic"),
                            ("fa", "Persian"),
                            ("es", "Spanish"),
                            ("und", "not recorded"),
                        ],
                        default="en",
                        help_text="The language in which the editorial texts below are written.",
                        max_length=8,
                        verbose_name="language of our texts",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "other_names",
                    models.TextField(
                        blank=True, help_text="Other spellings and scripts, one a line."
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        help_text="ISO 3166-1 alpha-2, e.g. KZ",
                        max_length=2,
                    ),
                ),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("country", "country"),
                            ("region", "region"),
                            ("city", "city"),
                            ("district", "district"),
                        ],
                        default=testimonies.terms.vocabulary.Precision["CITY"],
                        max_length=10,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlaceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "text_language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("kk", "Kazakh"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("uk", "Ukrainian"),
                            ("uz", "Uzbek"),
                            ("ky", "Kyrgyz"),
                            ("ug", "Uyghur"),
                            ("tr", "Turkish"),
                            ("zh", "Chinese"),
                            ("ar", "Arabic"),
                            ("fa", "Persian"),
                            ("es", "Spanish"),
                            ("und", "not recorded"),
                        ],
                        default="en",
                        help_text="The language in which the editorial texts below are written.",
                        max_length=8,
                        verbose_name="language of our texts",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "other_names",
                    models.TextField(
                        blank=True, help_text="Other spellings and scripts, one a line."
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        help_text="ISO 3166-1 alpha-2, e.g. KZ",
                        max_length=2,
                    ),
                ),
                (
                    "precision",
                    models.CharField(
                        choices=[
                            ("country", "country"),
                            ("region", "region"),
                            ("city", "city"),
                            ("district", "district"),
                        ],
                        default=testimonies.terms.vocabulary.Precision["CITY"],
                        max_length=10,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Quote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "ref",
                    models.CharField(
                        default=functools.partial(
                            testimonies.terms.refs.new_ref,
                            *(testimonies.terms.refs.Kind["QUOTE"],),
                            **{},
                        ),
                        editable=False,
                        max_length=12,
                        unique=True,
                    ),
                ),
                ("text", models.TextField(verbose_name="words as printed")),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("kk", "Kazakh"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("uk", "Ukrainian"),
                            ("uz", "Uzbek"),
                            ("ky", "Kyrgyz"),
                            ("ug", "Uyghur"),
                            ("tr", "Turkish"),
                            ("zh", "Chinese"),
                            ("ar", "Arabic"),
                            ("fa", "Persian"),
                            ("es", "Spanish"),
                            ("und", "not recorded"),
                        ],
                        default="en",
                        max_length=8,
                    ),
                ),
                (
                    "printed_where",
                    models.CharField(
                        blank=True,
                        help_text="E.g. the title, a heading.",
                        max_length=200,
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(default=0, verbose_name="order"),
                ),
                (
                    "passage_digest",
                    models.CharField(blank=True, editable=False, max_length=64),
                ),
                (
                    "anchor_start",
                    models.PositiveIntegerField(blank=True, editable=False, null=True),
                ),
                (
                    "anchor_end",
                    models.PositiveIntegerField(blank=True, editable=False, null=True),
                ),
                ("anchor_exact", models.TextField(blank=True, editable=False)),
                (
                    "anchor_prefix",
                    models.CharField(blank=True, editable=False, max_length=80),
                ),
                (
                    "anchor_suffix",
                    models.CharField(blank=True, editable=False, max_length=80),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="QuoteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "ref",
                    models.CharField(
                        default=functools.partial(
                            testimonies.terms.refs.new_ref,
                            *(testimonies.terms.refs.Kind["QUOTE"],),
                            **{},
                        ),
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("text", models.TextField(verbose_name="words as printed")),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("kk", "Kazakh"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("uk", "Ukrainian"),
                            ("uz", "Uzbek"),
                            ("ky", "Kyrgyz"),
                            ("ug", "Uyghur"),
                            ("tr", "Turkish"),
                            ("zh", "Chinese"),
                            ("ar", "Arabic"),
                            ("fa", "Persian"),
                            ("es", "Spanish"),
                            ("und", "not recorded"),
                        ],
                        default="en",
                        max_length=8,
                    ),
                ),
                (
                    "printed_where",
                    models.CharField(
                        blank=True,
                        help_text="E.g. the title, a heading.",
                        max_length=200,
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(default=0, verbose_name="order"),
                ),
                (
                    "passage_digest",
                    models.CharField(blank=True, editable=False, max_length=64),
                ),
                (
                    "anchor_start",
                    models.PositiveIntegerField(blank=True, editable=False, null=True),
                ),
                (
                    "anchor_end",
                    models.PositiveIntegerField(blank=True, editable=False, null=True),
                ),
                ("anchor_exact", models.TextField(blank=True, editable=False)),
                (
                    "anchor_prefix",
                    models.CharField(blank=True, editable=False, max_length=80),
                ),
                (
                    "anchor_suffix",
                    models.CharField(blank=True, editable=False, max_length=80),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Redaction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("name", "name"),
                            ("place", "place"),
                            ("date", "date"),
                            ("third_party", "third party"),
                            ("legal", "legal"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
            ],
            options={
                "ordering": ["start"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RedactionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("name", "name"),
                            ("place", "place"),
                            ("date", "date"),
                            ("third_party", "third party"),
                            ("legal", "legal"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("outlet", models.CharField(blank=True, max_length=200)),
                ("author", models.CharField(blank=True, max_length=200)),
                (
                    "published",
                    models.CharField(
                        blank=True,
                        help_text="EDTF, e.g. 2022-01~",
                        max_length=40,
                        verbose_name="published on",
                    ),
                ),
                (
                    "url",
                    models.URLField(blank=True, max_length=600, verbose_name="link"),
                ),
                (
                    "archived_url",
                    models.URLField(
                        blank=True, max_length=600, verbose_name="archived copy"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SourceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(max_length=300)),
                ("outlet", models.CharField(blank=True, max_length=200)),
                ("author", models.CharField(blank=True, max_length=200)),
                (
                    "published",
                    models.CharField(
                        blank=True,
                        help_text="EDTF, e.g. 2022-01~",
                        max_length=40,
                        verbose_name="published on",
                    ),
                ),
                (
                    "url",
                    models.URLField(blank=True, max_length=600, verbose_name="link"),
                ),
                (
                    "archived_url",
                    models.URLField(
                        blank=True, max_length=600, verbose_name="archived copy"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "text_language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("kk", "Kazakh"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("uk", "Ukrainian"),
                            ("uz", "Uzbek"),
                            ("ky", "Kyrgyz"),
                            ("ug", "Uyghur"),
                            ("tr", "Turkish"),
                            ("zh", "Chinese"),
                            ("ar", "Arabic"),
                            ("fa", "Persian"),
                            ("es", "Spanish"),
                            ("und", "not recorded"),
                        ],
                        default="en",
                        help_text="The language in which the editorial texts below are written.",
                        max_length=8,
                        verbose_name="language of our texts",
                    ),
                ),
                (
                    "name",
                    models.CharField(max_length=100, unique=True, verbose_name="name"),
                ),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True,
                        max_length=100,
                        unique=True,
                        verbose_name="slug",
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        default=functools.partial(
                            testimonies.terms.refs.new_ref,
                            *(testimonies.terms.refs.Kind["TAG"],),
                            **{},
                        ),
                        editable=False,
                        max_length=12,
                        unique=True,
                    ),
                ),
                ("description", models.TextField(blank=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("subject", "subject"), ("noise", "noise")],
                        default=testimonies.terms.vocabulary.TagKind["SUBJECT"],
                        max_length=8,
                    ),
                ),
            ],
            options={
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="TagAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("name", models.CharField(max_length=100)),
            ],
            options={
                "verbose_name_plural": "tag aliases",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Tagging",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "object_id",
                    models.IntegerField(db_index=True, verbose_name="object ID"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TaggingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("object_id", models.IntegerField(verbose_name="object ID")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Testimony",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "text_language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("kk", "Kazakh"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("uk", "Ukrainian"),
                            ("uz", "Uzbek"),
                            ("ky", "Kyrgyz"),
                            ("ug", "Uyghur"),
                            ("tr", "Turkish"),
                            ("zh", "Chinese"),
                            ("ar", "Arabic"),
                            ("fa", "Persian"),
                            ("es", "Spanish"),
                            ("und", "not recorded"),
                        ],
                        default="en",
                        help_text="The language in which the editorial texts below are written.",
                        max_length=8,
                        verbose_name="language of our texts",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_review", "in review"),
                            ("changes_requested", "changes requested"),
                            ("approved", "approved"),
                            ("scheduled", "scheduled"),
                            ("settled", "settled"),
                        ],
                        default=testimonies.terms.states.State["DRAFT"],
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("never", "never"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default=testimonies.terms.states.Standing["NEVER"],
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("content_notes", models.JSONField(blank=True, default=list)),
                (
                    "content_note_text",
                    models.TextField(
                        blank=True,
                        help_text="Shown before the material.",
                        verbose_name="content note in words",
                    ),
                ),
                (
                    "content_notes_decided",
                    models.BooleanField(
                        default=False,
                        help_text="Tick when the notes are complete, also when none is needed.",
                        verbose_name="content notes are decided",
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        default=functools.partial(
                            testimonies.terms.refs.new_ref,
                            *(testimonies.terms.refs.Kind["TESTIMONY"],),
                            **{},
                        ),
                        editable=False,
                        max_length=12,
                        unique=True,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("summary", models.TextField(blank=True)),
                (
                    "happened",
                    models.CharField(
                        blank=True,
                        help_text="EDTF, e.g. 2022-01-05/2022-01-09",
                        max_length=40,
                        verbose_name="when it happened",
                    ),
                ),
                (
                    "given",
                    models.CharField(
                        blank=True,
                        help_text="EDTF, e.g. 2022-01~",
                        max_length=40,
                        verbose_name="when it was given",
                    ),
                ),
                (
                    "given_how",
                    models.CharField(
                        blank=True,
                        help_text="The medium.",
                        max_length=300,
                        verbose_name="how it was given",
                    ),
                ),
                ("interviewer", models.CharField(blank=True, max_length=200)),
                ("outlet", models.CharField(blank=True, max_length=200)),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("kk", "Kazakh"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("uk", "Ukrainian"),
                            ("uz", "Uzbek"),
                            ("ky", "Kyrgyz"),
                            ("ug", "Uyghur"),
                            ("tr", "Turkish"),
                            ("zh", "Chinese"),
                            ("ar", "Arabic"),
                            ("fa", "Persian"),
                            ("es", "Spanish"),
                            ("und", "not recorded"),
                        ],
                        default="und",
                        max_length=8,
                        verbose_name="language in which it was given",
                    ),
                ),
                (
                    "rights",
                    models.TextField(blank=True, verbose_name="rights statement"),
                ),
                (
                    "rights_url",
                    models.URLField(
                        blank=True, max_length=300, verbose_name="rights link"
                    ),
                ),
                (
                    "embargo_until",
                    models.DateField(
                        blank=True,
                        help_text="Not public before this day, 00:00 in the archive's time zone.",
                        null=True,
                    ),
                ),
                ("embargo_reason", models.CharField(blank=True, max_length=300)),
                (
                    "passage_counter",
                    models.PositiveIntegerField(default=0, editable=False),
                ),
            ],
            options={
                "verbose_name_plural": "testimonies",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TestimonyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "text_language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("kk", "Kazakh"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("uk", "Ukrainian"),
                            ("uz", "Uzbek"),
                            ("ky", "Kyrgyz"),
                            ("ug", "Uyghur"),
                            ("tr", "Turkish"),
                            ("zh", "Chinese"),
                            ("ar", "Arabic"),
                            ("fa", "Persian"),
                            ("es", "Spanish"),
                            ("und", "not recorded"),
                        ],
                        default="en",
                        help_text="The language in which the editorial texts below are written.",
                        max_length=8,
                        verbose_name="language of our texts",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_review", "in review"),
                            ("changes_requested", "changes requested"),
                            ("approved", "approved"),
                            ("scheduled", "scheduled"),
                            ("settled", "settled"),
                        ],
                        default=testimonies.terms.states.State["DRAFT"],
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("never", "never"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default=testimonies.terms.states.Standing["NEVER"],
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("content_notes", models.JSONField(blank=True, default=list)),
                (
                    "content_note_text",
                    models.TextField(
                        blank=True,
                        help_text="Shown before the material.",
                        verbose_name="content note in words",
                    ),
                ),
                (
                    "content_notes_decided",
                    models.BooleanField(
                        default=False,
                        help_text="Tick when the notes are complete, also when none is needed.",
                        verbose_name="content notes are decided",
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        default=functools.partial(
                            testimonies.terms.refs.new_ref,
                            *(testimonies.terms.refs.Kind["TESTIMONY"],),
                            **{},
                        ),
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("summary", models.TextField(blank=True)),
                (
                    "happened",
                    models.CharField(
                        blank=True,
                        help_text="EDTF, e.g. 2022-01-05/2022-01-09",
                        max_length=40,
                        verbose_name="when it happened",
                    ),
                ),
                (
                    "given",
                    models.CharField(
                        blank=True,
                        help_text="EDTF, e.g. 2022-01~",
                        max_length=40,
                        verbose_name="when it was given",
                    ),
                ),
                (
                    "given_how",
                    models.CharField(
                        blank=True,
                        help_text="The medium.",
                        max_length=300,
                        verbose_name="how it was given",
                    ),
                ),
                ("interviewer", models.CharField(blank=True, max_length=200)),
                ("outlet", models.CharField(blank=True, max_length=200)),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("kk", "Kazakh"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("uk", "Ukrainian"),
                            ("uz", "Uzbek"),
                            ("ky", "Kyrgyz"),
                            ("ug", "Uyghur"),
                            ("tr", "Turkish"),
                            ("zh", "Chinese"),
                            ("ar", "Arabic"),
                            ("fa", "Persian"),
                            ("es", "Spanish"),
                            ("und", "not recorded"),
                        ],
                        default="und",
                        max_length=8,
                        verbose_name="language in which it was given",
                    ),
                ),
                (
                    "rights",
                    models.TextField(blank=True, verbose_name="rights statement"),
                ),
                (
                    "rights_url",
                    models.URLField(
                        blank=True, max_length=300, verbose_name="rights link"
                    ),
                ),
                (
                    "embargo_until",
                    models.DateField(
                        blank=True,
                        help_text="Not public before this day, 00:00 in the archive's time zone.",
                        null=True,
                    ),
                ),
                ("embargo_reason", models.CharField(blank=True, max_length=300)),
                (
                    "passage_counter",
                    models.PositiveIntegerField(default=0, editable=False),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TestimonySource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="TestimonySourceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("position", models.PositiveIntegerField(default=0)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Transcript",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("kk", "Kazakh"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("uk", "Ukrainian"),
                            ("uz", "Uzbek"),
                            ("ky", "Kyrgyz"),
                            ("ug", "Uyghur"),
                            ("tr", "Turkish"),
                            ("zh", "Chinese"),
                            ("ar", "Arabic"),
                            ("fa", "Persian"),
                            ("es", "Spanish"),
                            ("und", "not recorded"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "is_original",
                    models.BooleanField(
                        default=True, verbose_name="as it was first published or told"
                    ),
                ),
                ("translator", models.CharField(blank=True, max_length=200)),
                (
                    "is_machine",
                    models.BooleanField(
                        default=False, verbose_name="translated by a machine"
                    ),
                ),
                (
                    "is_reviewed",
                    models.BooleanField(
                        default=False, verbose_name="translation was reviewed"
                    ),
                ),
            ],
            options={
                "ordering": ["-is_original", "language"],
            },
        ),
        migrations.CreateModel(
            name="TranscriptEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("kk", "Kazakh"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("uk", "Ukrainian"),
                            ("uz", "Uzbek"),
                            ("ky", "Kyrgyz"),
                            ("ug", "Uyghur"),
                            ("tr", "Turkish"),
                            ("zh", "Chinese"),
                            ("ar", "Arabic"),
                            ("fa", "Persian"),
                            ("es", "Spanish"),
                            ("und", "not recorded"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "is_original",
                    models.BooleanField(
                        default=True, verbose_name="as it was first published or told"
                    ),
                ),
                ("translator", models.CharField(blank=True, max_length=200)),
                (
                    "is_machine",
                    models.BooleanField(
                        default=False, verbose_name="translated by a machine"
                    ),
                ),
                (
                    "is_reviewed",
                    models.BooleanField(
                        default=False, verbose_name="translation was reviewed"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Translation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("object_id", models.PositiveBigIntegerField()),
                ("field", models.CharField(max_length=40)),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("kk", "Kazakh"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("uk", "Ukrainian"),
                            ("uz", "Uzbek"),
                            ("ky", "Kyrgyz"),
                            ("ug", "Uyghur"),
                            ("tr", "Turkish"),
                            ("zh", "Chinese"),
                            ("ar", "Arabic"),
                            ("fa", "Persian"),
                            ("es", "Spanish"),
                            ("und", "not recorded"),
                        ],
                        max_length=8,
                    ),
                ),
                ("text", models.TextField()),
                ("translator", models.CharField(blank=True, max_length=200)),
                (
                    "is_machine",
                    models.BooleanField(
                        default=False, verbose_name="made by a machine"
                    ),
                ),
                (
                    "is_reviewed",
                    models.BooleanField(
                        default=False, verbose_name="reviewed by a person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TranslationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("object_id", models.PositiveBigIntegerField()),
                ("field", models.CharField(max_length=40)),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("kk", "Kazakh"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("uk", "Ukrainian"),
                            ("uz", "Uzbek"),
                            ("ky", "Kyrgyz"),
                            ("ug", "Uyghur"),
                            ("tr", "Turkish"),
                            ("zh", "Chinese"),
                            ("ar", "Arabic"),
                            ("fa", "Persian"),
                            ("es", "Spanish"),
                            ("und", "not recorded"),
                        ],
                        max_length=8,
                    ),
                ),
                ("text", models.TextField()),
                ("translator", models.CharField(blank=True, max_length=200)),
                (
                    "is_machine",
                    models.BooleanField(
                        default=False, verbose_name="made by a machine"
                    ),
                ),
                (
                    "is_reviewed",
                    models.BooleanField(
                        default=False, verbose_name="reviewed by a person"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="VaultedIdentity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "legal_name",
                    testimonies.models.encrypted.EncryptedTextField(blank=True),
                ),
                (
                    "contacts",
                    testimonies.models.encrypted.EncryptedTextField(blank=True),
                ),
                (
                    "exact_address",
                    testimonies.models.encrypted.EncryptedTextField(blank=True),
                ),
                (
                    "risk_notes",
                    testimonies.models.encrypted.EncryptedTextField(blank=True),
                ),
                (
                    "relatives",
                    testimonies.models.encrypted.EncryptedTextField(blank=True),
                ),
                (
                    "protected_terms",
                    testimonies.models.encrypted.EncryptedTextField(
                        blank=True,
                        help_text="Everything that must never appear, one a line.",
                    ),
                ),
                ("changed_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name_plural": "vaulted identities",
            },
        ),
        migrations.CreateModel(
            name="Witness",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "text_language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("kk", "Kazakh"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("uk", "Ukrainian"),
                            ("uz", "Uzbek"),
                            ("ky", "Kyrgyz"),
                            ("ug", "Uyghur"),
                            ("tr", "Turkish"),
                            ("zh", "Chinese"),
                            ("ar", "Arabic"),
                            ("fa", "Persian"),
                            ("es", "Spanish"),
                            ("und", "not recorded"),
                        ],
                        default="en",
                        help_text="The language in which the editorial texts below are written.",
                        max_length=8,
                        verbose_name="language of our texts",
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        default=functools.partial(
                            testimonies.terms.refs.new_ref,
                            *(testimonies.terms.refs.Kind["WITNESS"],),
                            **{},
                        ),
                        editable=False,
                        max_length=12,
                        unique=True,
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="public name")),
                (
                    "name_kind",
                    models.CharField(
                        choices=[
                            ("full", "full"),
                            ("given_name", "given name"),
                            ("pseudonym", "pseudonym"),
                            ("anonymous", "anonymous"),
                        ],
                        max_length=12,
                        verbose_name="kind of name",
                    ),
                ),
                (
                    "description",
                    models.TextField(blank=True, verbose_name="public description"),
                ),
                (
                    "languages",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Languages she speaks, where known.",
                    ),
                ),
                (
                    "spelling_variants",
                    models.TextField(
                        blank=True, help_text="Public spellings for search, one a line."
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "witnesses",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WitnessEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "text_language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("kk", "Kazakh"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("uk", "Ukrainian"),
                            ("uz", "Uzbek"),
                            ("ky", "Kyrgyz"),
                            ("ug", "Uyghur"),
                            ("tr", "Turkish"),
                            ("zh", "Chinese"),
                            ("ar", "Arabic"),
                            ("fa", "Persian"),
                            ("es", "Spanish"),
                            ("und", "not recorded"),
                        ],
                        default="en",
                        help_text="The language in which the editorial texts below are written.",
                        max_length=8,
                        verbose_name="language of our texts",
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        default=functools.partial(
                            testimonies.terms.refs.new_ref,
                            *(testimonies.terms.refs.Kind["WITNESS"],),
                            **{},
                        ),
                        editable=False,
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="public name")),
                (
                    "name_kind",
                    models.CharField(
                        choices=[
                            ("full", "full"),
                            ("given_name", "given name"),
                            ("pseudonym", "pseudonym"),
                            ("anonymous", "anonymous"),
                        ],
                        max_length=12,
                        verbose_name="kind of name",
                    ),
                ),
                (
                    "description",
                    models.TextField(blank=True, verbose_name="public description"),
                ),
                (
                    "languages",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Languages she speaks, where known.",
                    ),
                ),
                (
                    "spelling_variants",
                    models.TextField(
                        blank=True, help_text="Public spellings for search, one a line."
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="last login"
                    ),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={
                            "unique": "A user with that username already exists."
                        },
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[
                            django.contrib.auth.validators.UnicodeUsernameValidator()
                        ],
                        verbose_name="username",
                    ),
                ),
                (
                    "first_name",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="first name"
                    ),
                ),
                (
                    "last_name",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="last name"
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="email address"
                    ),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="date joined"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ru", "Русский"),
                            ("kk", "Қазақша"),
                        ],
                        default="en",
                        max_length=8,
                        verbose_name="language of the desk",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "abstract": False,
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("ref", models.CharField(max_length=12)),
                ("root", models.CharField(max_length=12)),
                ("digest", models.CharField(max_length=64)),
                (
                    "editors",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=None
                    ),
                ),
                (
                    "approved_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                (
                    "approver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Collection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "text_language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("kk", "Kazakh"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("uk", "Ukrainian"),
                            ("uz", "Uzbek"),
                            ("ky", "Kyrgyz"),
                            ("ug", "Uyghur"),
                            ("tr", "Turkish"),
                            ("zh", "Chinese"),
                            ("ar", "Arabic"),
                            ("fa", "Persian"),
                            ("es", "Spanish"),
                            ("und", "not recorded"),
                        ],
                        default="en",
                        help_text="The language in which the editorial texts below are written.",
                        max_length=8,
                        verbose_name="language of our texts",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_review", "in review"),
                            ("changes_requested", "changes requested"),
                            ("approved", "approved"),
                            ("scheduled", "scheduled"),
                            ("settled", "settled"),
                        ],
                        default=testimonies.terms.states.State["DRAFT"],
                        editable=False,
                        max_length=20,
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("never", "never"),
                            ("published", "published"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default=testimonies.terms.states.Standing["NEVER"],
                        editable=False,
                        max_length=12,
                    ),
                ),
                (
                    "ref",
                    models.CharField(
                        default=functools.partial(
                            testimonies.terms.refs.new_ref,
                            *(testimonies.terms.refs.Kind["COLLECTION"],),
                            **{},
                        ),
                        editable=False,
                        max_length=12,
                        unique=True,
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                ("description", models.TextField(blank=True)),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ref__regex", "^[twqmcg][23456789bcdfghjkmnpqrstvwxz]{8}$")
                        ),
                        name="collection_ref_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    testimonies.terms.states.State["DRAFT"],
                                    testimonies.terms.states.State["IN_REVIEW"],
                                    testimonies.terms.states.State["CHANGES_REQUESTED"],
                                    testimonies.terms.states.State["APPROVED"],
                                    testimonies.terms.states.State["SCHEDULED"],
                                    testimonies.terms.states.State["SETTLED"],
                                ],
                            )
                        ),
                        name="collection_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "standing__in",
                                [
                                    testimonies.terms.states.Standing["NEVER"],
                                    testimonies.terms.states.Standing["PUBLISHED"],
                                    testimonies.terms.states.Standing["WITHDRAWN"],
                                ],
                            )
                        ),
                        name="collection_standing_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChronologyEventEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "text_language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("ru", "Russian"),
                            ("kk", "Kazakh"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("uk", "Ukrainian"),
                            ("uz", "Uzbek"),
                            ("ky", "Kyrgyz"),
                            ("ug", "Uyghur"),
                            ("tr", "Turkish"),
                            ("zh", "Chinese"),
                            ("ar", "Arabic"),
                            ("fa", "Persian"),
                            ("es", "Spanish"),
                            ("und", "not recorded"),
                        ],
                        default="en",
                        help_text="The language in which the editorial texts below are written.",
                        max_length=8,
                        verbose_name="language of our texts",
                    ),
                ),
                (
                    "date",
                    models.CharField(
                        help_text="EDTF, e.g. 2022-01-02/2022-01-09", max_length=40
                    ),
                ),
                ("text", models.TextField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("reported", "reported"),
                            ("confirmed", "confirmed"),
                            ("disputed", "disputed"),
                            ("withdrawn_by_source", "withdrawn by source"),
                        ],
                        default=testimonies.terms.vocabulary.EventStatus["REPORTED"],
                        max_length=20,
                    ),
                ),
                (
                    "status_note",
                    models.TextField(
                        blank=True,
                        help_text="Who disputes it, or when it was withdrawn.",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="testimonies.chronologyevent",
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="testimonies.collection",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        Together(
            [
                migrations.AddField(
                    model_name="chronologyevent",
                    name="collection",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="testimonies.collection",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="collection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, NULL, to_jsonb(NEW)); RETURN NULL;",
                            hash="ede1dbec6f111a90208855a27aadb2b819867c4f",
                            operation="INSERT",
                            pgid="pgtrigger_content_insert_4d4f8",
                            table="testimonies_collection",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="collection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;",
                            hash="851e93d84e5fcbc4fc8bf7723400d0280b94be2c",
                            operation="UPDATE",
                            pgid="pgtrigger_content_update_fe750",
                            table="testimonies_collection",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="collection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), NULL); RETURN NULL;",
                            hash="668331c9eba2d7783b43c7a867c44e3072b60e5b",
                            operation="DELETE",
                            pgid="pgtrigger_content_delete_63475",
                            table="testimonies_collection",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="collection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="declared_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.state IS DISTINCT FROM NEW.state)",
                            func="IF (OLD.state, NEW.state) IN (('approved', 'draft'), ('approved', 'scheduled'), ('approved', 'settled'), ('changes_requested', 'in_review'), ('changes_requested', 'settled'), ('draft', 'in_review'), ('draft', 'settled'), ('in_review', 'approved'), ('in_review', 'changes_requested'), ('in_review', 'draft'), ('in_review', 'settled'), ('scheduled', 'draft'), ('scheduled', 'settled'), ('settled', 'draft')) THEN RETURN NEW; END IF; RAISE EXCEPTION 'no move leads from % to %', OLD.state, NEW.state USING ERRCODE = '23514';",
                            hash="d176549c9f5946bfd8a54d08daa5413a1be6651e",
                            operation='UPDATE OF "state"',
                            pgid="pgtrigger_declared_moves_c1a72",
                            table="testimonies_collection",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="collection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_issued",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF EXISTS (SELECT 1 FROM testimonies_edition WHERE ref = OLD.ref) THEN RAISE EXCEPTION '% has editions and cannot be deleted; withdraw it', OLD.ref USING ERRCODE = '23514'; END IF; RETURN OLD;",
                            hash="76b24f7737a62d05be247a0d7997c80f6034f094",
                            operation="DELETE",
                            pgid="pgtrigger_keep_issued_87347",
                            table="testimonies_collection",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="collection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_collectionevent" ("created_at", "description", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "standing", "state", "text_language", "title") VALUES (NEW."created_at", NEW."description", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."ref", NEW."standing", NEW."state", NEW."text_language", NEW."title"); RETURN NULL;',
                            hash="fc7ff8a92c3905a5594819aac1ca6f41f0e7a5cb",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2dea4",
                            table="testimonies_collection",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="collection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "testimonies_collectionevent" ("created_at", "description", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "standing", "state", "text_language", "title") VALUES (NEW."created_at", NEW."description", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ref", NEW."standing", NEW."state", NEW."text_language", NEW."title"); RETURN NULL;',
                            hash="026f49179602b9e24206d6722f161d9509c4f309",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_70b90",
                            table="testimonies_collection",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="collection",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_collectionevent" ("created_at", "description", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ref", "standing", "state", "text_language", "title") VALUES (OLD."created_at", OLD."description", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."ref", OLD."standing", OLD."state", OLD."text_language", OLD."title"); RETURN NULL;',
                            hash="c9a6d062abe21b3c9c9f37c476330d8f55f0e5c9",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_49796",
                            table="testimonies_collection",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddField(
                    model_name="collectionevent",
                    name="pgh_context",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                migrations.AddField(
                    model_name="collectionevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="testimonies.collection",
                    ),
                ),
                migrations.AddField(
                    model_name="consent",
                    name="recorded_by",
                    field=models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="contribution",
                    name="actor",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="edition",
                    name="approval",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, to="testimonies.approval"
                    ),
                ),
                migrations.AddField(
                    model_name="entry",
                    name="edition",
                    field=models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entry",
                        to="testimonies.edition",
                    ),
                ),
                migrations.AddField(
                    model_name="illustrationevent",
                    name="pgh_context",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                migrations.AddField(
                    model_name="illustrationevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="testimonies.illustration",
                    ),
                ),
                migrations.AddField(
                    model_name="ledgerevent",
                    name="actor",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="ledgernote",
                    name="event",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="note",
                        to="testimonies.ledgerevent",
                    ),
                ),
                migrations.AddField(
                    model_name="markevent",
                    name="pgh_context",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                migrations.AddField(
                    model_name="markevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="testimonies.mark",
                    ),
                ),
                migrations.AddField(
                    model_name="mediafileevent",
                    name="pgh_context",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                migrations.AddField(
                    model_name="mediafileevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="testimonies.mediafile",
                    ),
                ),
                migrations.AddField(
                    model_name="mediaitem",
                    name="collection",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="media",
                        to="testimonies.collection",
                    ),
                ),
                migrations.AddField(
                    model_name="mediafileevent",
                    name="item",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="testimonies.mediaitem",
                    ),
                ),
                migrations.AddField(
                    model_name="mediafile",
                    name="item",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="testimonies.mediaitem",
                    ),
                ),
                migrations.AddField(
                    model_name="illustrationevent",
                    name="item",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="testimonies.mediaitem",
                    ),
                ),
                migrations.AddField(
                    model_name="illustration",
                    name="item",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="testimonies.mediaitem"
                    ),
                ),
                migrations.AddField(
                    model_name="mediaitemevent",
                    name="collection",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="testimonies.collection",
                    ),
                ),
                migrations.AddField(
                    model_name="mediaitemevent",
                    name="pgh_context",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                migrations.AddField(
                    model_name="mediaitemevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="testimonies.mediaitem",
                    ),
                ),
                migrations.AddField(
                    model_name="markevent",
                    name="passage",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="testimonies.passage",
                    ),
                ),
                migrations.AddField(
                    model_name="mark",
                    name="passage",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="testimonies.passage",
                    ),
                ),
                migrations.AddField(
                    model_name="illustrationevent",
                    name="passage",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty: at the head of the account.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="testimonies.passage",
                    ),
                ),
                migrations.AddField(
                    model_name="illustration",
                    name="passage",
                    field=models.ForeignKey(
                        blank=True,
                        help_text="Empty: at the head of the account.",
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        to="testimonies.passage",
                    ),
                ),
                migrations.AddField(
                    model_name="passageevent",
                    name="pgh_context",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                migrations.AddField(
                    model_name="passageevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="testimonies.passage",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="place",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "precision__in",
                                [
                                    testimonies.terms.vocabulary.Precision["COUNTRY"],
                                    testimonies.terms.vocabulary.Precision["REGION"],
                                    testimonies.terms.vocabulary.Precision["CITY"],
                                    testimonies.terms.vocabulary.Precision["DISTRICT"],
                                ],
                            )
                        ),
                        name="place_precision_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="place",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("country", ""), ("country__regex", "^[A-Z]{2}$"), _connector="OR"
                        ),
                        name="place_country_form",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="place",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, NULL, to_jsonb(NEW)); RETURN NULL;",
                            hash="dc02d6b95cf1b155305a5c38fb406c2e49c7e0f5",
                            operation="INSERT",
                            pgid="pgtrigger_content_insert_19920",
                            table="testimonies_place",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="place",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;",
                            hash="3d52dff970b956e7f286982b284de23162ebffc6",
                            operation="UPDATE",
                            pgid="pgtrigger_content_update_1c48b",
                            table="testimonies_place",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="place",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), NULL); RETURN NULL;",
                            hash="b6b353bdac8c37adb48bf80d3c3fe5b72e2b0561",
                            operation="DELETE",
                            pgid="pgtrigger_content_delete_033f3",
                            table="testimonies_place",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="place",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_placeevent" ("country", "id", "name", "other_names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "text_language") VALUES (NEW."country", NEW."id", NEW."name", NEW."other_names", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."precision", NEW."text_language"); RETURN NULL;',
                            hash="e73578b3419f9892fc2499ce8f1ca11571bcc1c3",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_65fe0",
                            table="testimonies_place",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="place",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "testimonies_placeevent" ("country", "id", "name", "other_names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "text_language") VALUES (NEW."country", NEW."id", NEW."name", NEW."other_names", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."precision", NEW."text_language"); RETURN NULL;',
                            hash="aba1115c8534317ae97c2f75313745f0cfade8a9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9d793",
                            table="testimonies_place",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="place",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_placeevent" ("country", "id", "name", "other_names", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "precision", "text_language") VALUES (OLD."country", OLD."id", OLD."name", OLD."other_names", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."precision", OLD."text_language"); RETURN NULL;',
                            hash="677a3d76ca85a3d3def0a16be79a7a2750bc2401",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b29d9",
                            table="testimonies_place",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddField(
                    model_name="placeevent",
                    name="pgh_context",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                migrations.AddField(
                    model_name="placeevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="testimonies.place",
                    ),
                ),
                migrations.AddField(
                    model_name="quote",
                    name="passage",
                    field=models.ForeignKey(
                        blank=True,
                        help_text="Where in the account it comes from; empty: nowhere in it.",
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="quotes",
                        to="testimonies.passage",
                    ),
                ),
                migrations.AddField(
                    model_name="quoteevent",
                    name="passage",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Where in the account it comes from; empty: nowhere in it.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="testimonies.passage",
                    ),
                ),
                migrations.AddField(
                    model_name="quoteevent",
                    name="pgh_context",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                migrations.AddField(
                    model_name="quoteevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="testimonies.quote",
                    ),
                ),
                migrations.AddField(
                    model_name="redaction",
                    name="author",
                    field=models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="redaction",
                    name="passage",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="redactions",
                        to="testimonies.passage",
                    ),
                ),
                migrations.AddField(
                    model_name="redactionevent",
                    name="author",
                    field=models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="redactionevent",
                    name="passage",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="testimonies.passage",
                    ),
                ),
                migrations.AddField(
                    model_name="redactionevent",
                    name="pgh_context",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                migrations.AddField(
                    model_name="redactionevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="testimonies.redaction",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="source",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("url", ""), ("url__iregex", "^https?://[^\\s]+$"), _connector="OR"
                        ),
                        name="source_url_scheme",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="source",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("archived_url", ""),
                            ("archived_url__iregex", "^https?://[^\\s]+$"),
                            _connector="OR",
                        ),
                        name="source_archived_url_scheme",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="source",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="source_title_present",
                    ),
                ),
                migrations.AddField(
                    model_name="quoteevent",
                    name="printed_in",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="testimonies.source",
                    ),
                ),
                migrations.AddField(
                    model_name="quote",
                    name="printed_in",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="testimonies.source",
                    ),
                ),
                migrations.AddField(
                    model_name="mediaitemevent",
                    name="found_via",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="testimonies.source",
                    ),
                ),
                migrations.AddField(
                    model_name="mediaitem",
                    name="found_via",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="testimonies.source",
                    ),
                ),
                migrations.AddField(
                    model_name="chronologyeventevent",
                    name="source",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="testimonies.source",
                    ),
                ),
                migrations.AddField(
                    model_name="chronologyevent",
                    name="source",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="testimonies.source"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="source",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, NULL, to_jsonb(NEW)); RETURN NULL;",
                            hash="0cfa433f8ba1ad1f083d0494e747f895fac7bb8e",
                            operation="INSERT",
                            pgid="pgtrigger_content_insert_b31bf",
                            table="testimonies_source",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="source",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;",
                            hash="dd7ca75ee3d9bb0a569cf2ef93d0575727dc80c4",
                            operation="UPDATE",
                            pgid="pgtrigger_content_update_3f6b2",
                            table="testimonies_source",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="source",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), NULL); RETURN NULL;",
                            hash="1b420973c1a01b97dc651ff180d2dc76ea72a5a4",
                            operation="DELETE",
                            pgid="pgtrigger_content_delete_4aec9",
                            table="testimonies_source",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="source",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_sourceevent" ("archived_url", "author", "id", "outlet", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "title", "url") VALUES (NEW."archived_url", NEW."author", NEW."id", NEW."outlet", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published", NEW."title", NEW."url"); RETURN NULL;',
                            hash="9011e7bd8f157e7f3e4c6de562908ac8f7b608bc",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e6497",
                            table="testimonies_source",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="source",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "testimonies_sourceevent" ("archived_url", "author", "id", "outlet", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "title", "url") VALUES (NEW."archived_url", NEW."author", NEW."id", NEW."outlet", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published", NEW."title", NEW."url"); RETURN NULL;',
                            hash="2eef79bb77bc51c85f9edbda975c933ea5ed63d7",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_42bb6",
                            table="testimonies_source",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="source",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_sourceevent" ("archived_url", "author", "id", "outlet", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "title", "url") VALUES (OLD."archived_url", OLD."author", OLD."id", OLD."outlet", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published", OLD."title", OLD."url"); RETURN NULL;',
                            hash="702f962f4091b9fe7c751cc7b3b1958166ced058",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_b0166",
                            table="testimonies_source",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddField(
                    model_name="sourceevent",
                    name="pgh_context",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                migrations.AddField(
                    model_name="sourceevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="testimonies.source",
                    ),
                ),
                migrations.AddField(
                    model_name="tag",
                    name="merged_into",
                    field=models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="testimonies.tag",
                    ),
                ),
                migrations.AddField(
                    model_name="tagalias",
                    name="tag",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="testimonies.tag",
                    ),
                ),
                migrations.AddField(
                    model_name="tagging",
                    name="content_type",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(app_label)s_%(class)s_tagged_items",
                        to="contenttypes.contenttype",
                        verbose_name="content type",
                    ),
                ),
                migrations.AddField(
                    model_name="tagging",
                    name="tag",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taggings",
                        to="testimonies.tag",
                    ),
                ),
                migrations.AddField(
                    model_name="quote",
                    name="tags",
                    field=taggit.managers.TaggableManager(
                        blank=True,
                        help_text="A comma-separated list of tags.",
                        through="testimonies.Tagging",
                        to="testimonies.Tag",
                        verbose_name="Tags",
                    ),
                ),
                migrations.AddField(
                    model_name="mediaitem",
                    name="tags",
                    field=taggit.managers.TaggableManager(
                        blank=True,
                        help_text="A comma-separated list of tags.",
                        through="testimonies.Tagging",
                        to="testimonies.Tag",
                        verbose_name="Tags",
                    ),
                ),
                migrations.AddField(
                    model_name="taggingevent",
                    name="content_type",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contenttypes.contenttype",
                        verbose_name="content type",
                    ),
                ),
                migrations.AddField(
                    model_name="taggingevent",
                    name="pgh_context",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                migrations.AddField(
                    model_name="taggingevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="testimonies.tagging",
                    ),
                ),
                migrations.AddField(
                    model_name="taggingevent",
                    name="tag",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="testimonies.tag",
                    ),
                ),
                migrations.AddField(
                    model_name="testimony",
                    name="collection",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="testimonies",
                        to="testimonies.collection",
                    ),
                ),
                migrations.AddField(
                    model_name="testimony",
                    name="place",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="testimonies.place",
                    ),
                ),
                migrations.AddField(
                    model_name="testimony",
                    name="scheduled_by",
                    field=models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="testimony",
                    name="tags",
                    field=taggit.managers.TaggableManager(
                        blank=True,
                        help_text="A comma-separated list of tags.",
                        through="testimonies.Tagging",
                        to="testimonies.Tag",
                        verbose_name="Tags",
                    ),
                ),
                migrations.AddField(
                    model_name="quoteevent",
                    name="testimony",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="testimonies.testimony",
                    ),
                ),
                migrations.AddField(
                    model_name="quote",
                    name="testimony",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quotes",
                        to="testimonies.testimony",
                    ),
                ),
                migrations.AddField(
                    model_name="illustrationevent",
                    name="testimony",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="testimonies.testimony",
                    ),
                ),
                migrations.AddField(
                    model_name="illustration",
                    name="testimony",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="illustrations",
                        to="testimonies.testimony",
                    ),
                ),
                migrations.AddField(
                    model_name="testimonyevent",
                    name="collection",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="testimonies.collection",
                    ),
                ),
                migrations.AddField(
                    model_name="testimonyevent",
                    name="pgh_context",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                migrations.AddField(
                    model_name="testimonyevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="testimonies.testimony",
                    ),
                ),
                migrations.AddField(
                    model_name="testimonyevent",
                    name="place",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="testimonies.place",
                    ),
                ),
                migrations.AddField(
                    model_name="testimonyevent",
                    name="scheduled_by",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="testimonysource",
                    name="source",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="testimonies.source"
                    ),
                ),
                migrations.AddField(
                    model_name="testimonysource",
                    name="testimony",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="testimonies.testimony"
                    ),
                ),
                migrations.AddField(
                    model_name="testimony",
                    name="sources",
                    field=models.ManyToManyField(
                        through="testimonies.TestimonySource", to="testimonies.source"
                    ),
                ),
                migrations.AddField(
                    model_name="testimonysourceevent",
                    name="pgh_context",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                migrations.AddField(
                    model_name="testimonysourceevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="testimonies.testimonysource",
                    ),
                ),
                migrations.AddField(
                    model_name="testimonysourceevent",
                    name="source",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="testimonies.source",
                    ),
                ),
                migrations.AddField(
                    model_name="testimonysourceevent",
                    name="testimony",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="testimonies.testimony",
                    ),
                ),
                migrations.AddField(
                    model_name="transcript",
                    name="testimony",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="transcripts",
                        to="testimonies.testimony",
                    ),
                ),
                migrations.AddField(
                    model_name="passageevent",
                    name="transcript",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="testimonies.transcript",
                    ),
                ),
                migrations.AddField(
                    model_name="passage",
                    name="transcript",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passages",
                        to="testimonies.transcript",
                    ),
                ),
                migrations.AddField(
                    model_name="transcriptevent",
                    name="pgh_context",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                migrations.AddField(
                    model_name="transcriptevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="testimonies.transcript",
                    ),
                ),
                migrations.AddField(
                    model_name="transcriptevent",
                    name="testimony",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="testimonies.testimony",
                    ),
                ),
                migrations.AddField(
                    model_name="translation",
                    name="content_type",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="contenttypes.contenttype",
                    ),
                ),
                migrations.AddField(
                    model_name="translationevent",
                    name="content_type",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
                migrations.AddField(
                    model_name="translationevent",
                    name="pgh_context",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                migrations.AddField(
                    model_name="translationevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="testimonies.translation",
                    ),
                ),
                migrations.AddField(
                    model_name="witness",
                    name="place",
                    field=models.ForeignKey(
                        blank=True,
                        help_text="Coarse: a city, not a street.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="testimonies.place",
                    ),
                ),
                migrations.AddField(
                    model_name="vaultedidentity",
                    name="witness",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vaulted_identity",
                        to="testimonies.witness",
                    ),
                ),
                migrations.AddField(
                    model_name="testimonyevent",
                    name="witness",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="testimonies.witness",
                    ),
                ),
                migrations.AddField(
                    model_name="testimony",
                    name="witness",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="testimonies",
                        to="testimonies.witness",
                    ),
                ),
                migrations.AddField(
                    model_name="mediaitemevent",
                    name="basis_witness",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="testimonies.witness",
                    ),
                ),
                migrations.AddField(
                    model_name="mediaitem",
                    name="basis_witness",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="testimonies.witness",
                    ),
                ),
                migrations.AddField(
                    model_name="consent",
                    name="witness",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="testimonies.witness",
                    ),
                ),
                migrations.AddField(
                    model_name="witnessevent",
                    name="pgh_context",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                migrations.AddField(
                    model_name="witnessevent",
                    name="pgh_obj",
                    field=models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="testimonies.witness",
                    ),
                ),
                migrations.AddField(
                    model_name="witnessevent",
                    name="place",
                    field=models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Coarse: a city, not a street.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="testimonies.place",
                    ),
                ),
                migrations.AddIndex(
                    model_name="approval",
                    index=models.Index(fields=["ref", "digest"], name="approval_by_digest"),
                ),
                migrations.AddConstraint(
                    model_name="approval",
                    constraint=models.UniqueConstraint(
                        fields=("id", "ref", "digest"), name="approval_of_digest"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="approval",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")),
                        name="approval_digest_form",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="approval",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF FALSE THEN RETURN NEW; END IF; RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514';",
                            hash="6a7d8649a77466ef78eda8de1e2785ed9c36020e",
                            operation="UPDATE",
                            pgid="pgtrigger_append_only_update_d503b",
                            table="testimonies_approval",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="approval",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514';",
                            hash="11aa52f4d7f60aba6afab90be71801e2230e003b",
                            operation="DELETE",
                            pgid="pgtrigger_append_only_delete_560f5",
                            table="testimonies_approval",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="approval",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF current_setting('kua.flush', true) = 'on' THEN RETURN NULL; END IF; RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514';",
                            hash="369fa3d5ce93c4730d81d6a7a40154fcab92d666",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_append_only_truncate_8ed12",
                            table="testimonies_approval",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="approval",
                    trigger=pgtrigger.compiler.Trigger(
                        name="second_person",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_check_approval(NEW); RETURN NEW;",
                            hash="a83cc40de5f34204cb3ae016c9d093b51ac3c7a7",
                            operation="INSERT",
                            pgid="pgtrigger_second_person_73ad7",
                            table="testimonies_approval",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="contribution",
                    index=models.Index(fields=["ref", "at"], name="contribution_by_ref"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contribution",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF FALSE THEN RETURN NEW; END IF; RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514';",
                            hash="27da5b9ba3da512c0b68d452d1d2eed0f48e3948",
                            operation="UPDATE",
                            pgid="pgtrigger_append_only_update_dda1b",
                            table="testimonies_contribution",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contribution",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514';",
                            hash="b589f363f34775818e2058381042015de2f3ac38",
                            operation="DELETE",
                            pgid="pgtrigger_append_only_delete_480b4",
                            table="testimonies_contribution",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contribution",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF current_setting('kua.flush', true) = 'on' THEN RETURN NULL; END IF; RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514';",
                            hash="3f5851d3fe5b70dc6ced1919710b9de82fd84af7",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_append_only_truncate_fa91f",
                            table="testimonies_contribution",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.UniqueConstraint(
                        fields=("ref", "number"), name="edition_number_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("document__isnull", True), ("erased_at__isnull", False)),
                            models.Q(("document__isnull", False), ("erased_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="edition_erased_or_whole",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ref__regex", "^[twqmcg][23456789bcdfghjkmnpqrstvwxz]{8}$")
                        ),
                        name="edition_ref_form",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="edition",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF kua_is_erasure(OLD, NEW) THEN RETURN NEW; END IF; RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514';",
                            hash="5f87f8c597c260949bdba620d517cd0b2cbd1a7a",
                            operation="UPDATE",
                            pgid="pgtrigger_append_only_update_7f2f5",
                            table="testimonies_edition",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="edition",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514';",
                            hash="31f2ac830dba54150bf552b58a4a7f09a4366a21",
                            operation="DELETE",
                            pgid="pgtrigger_append_only_delete_d9064",
                            table="testimonies_edition",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="edition",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF current_setting('kua.flush', true) = 'on' THEN RETURN NULL; END IF; RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514';",
                            hash="0a563c4920f37ebb0055b278fbcfa4d93b53663f",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_append_only_truncate_0585e",
                            table="testimonies_edition",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="edition",
                    trigger=pgtrigger.compiler.Trigger(
                        name="next_number",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_check_edition(NEW); RETURN NEW;",
                            hash="144373e9e032feec9235c0a1cec78b9999c2e52c",
                            operation="INSERT",
                            pgid="pgtrigger_next_number_39375",
                            table="testimonies_edition",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddIndex(
                    model_name="entry",
                    index=django.contrib.postgres.indexes.GinIndex(
                        fields=["vector"], name="entry_vector"
                    ),
                ),
                migrations.AddIndex(
                    model_name="entry",
                    index=django.contrib.postgres.indexes.GinIndex(
                        fields=["tags"], name="entry_tags"
                    ),
                ),
                migrations.AddIndex(
                    model_name="entry",
                    index=django.contrib.postgres.indexes.GinIndex(
                        fields=["refs"], name="entry_refs"
                    ),
                ),
                migrations.AddIndex(
                    model_name="entry",
                    index=django.contrib.postgres.indexes.GinIndex(
                        fields=["names"], name="entry_names"
                    ),
                ),
                migrations.AddIndex(
                    model_name="entry",
                    index=models.Index(
                        fields=["kind", "-first_issued_at", "ref"], name="entry_newest"
                    ),
                ),
                migrations.AddIndex(
                    model_name="entry",
                    index=models.Index(fields=["kind", "slug"], name="entry_slug"),
                ),
                migrations.AddConstraint(
                    model_name="entry",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("edition", None), ("kind", testimonies.terms.refs.Kind["TAG"])
                            ),
                            models.Q(
                                models.Q(
                                    ("kind", testimonies.terms.refs.Kind["TAG"]), _negated=True
                                ),
                                ("edition__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="entry_rests_on_edition",
                    ),
                ),
                migrations.AddIndex(
                    model_name="ledgerevent",
                    index=models.Index(fields=["ref", "id"], name="ledgerevent_by_ref"),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ledgerevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF FALSE THEN RETURN NEW; END IF; RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514';",
                            hash="d6bb30a9d13226322a7f124bc731733ccc663ef5",
                            operation="UPDATE",
                            pgid="pgtrigger_append_only_update_258c7",
                            table="testimonies_ledgerevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ledgerevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514';",
                            hash="21894afe9eeae9b55ceb8c4ec14ccaa7978e9406",
                            operation="DELETE",
                            pgid="pgtrigger_append_only_delete_7d8ee",
                            table="testimonies_ledgerevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ledgerevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF current_setting('kua.flush', true) = 'on' THEN RETURN NULL; END IF; RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514';",
                            hash="8511c20bfb0efb31ef9f8217dd9ef1f95ade7359",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_append_only_truncate_dd8f1",
                            table="testimonies_ledgerevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ledgerevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="chain",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="NEW := kua_link(NEW); RETURN NEW;",
                            hash="899e1e2ba2b3144292119f713bdafa3c6bfb21d2",
                            operation="INSERT",
                            pgid="pgtrigger_chain_f5815",
                            table="testimonies_ledgerevent",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="ledgernote",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="ledgernote_present",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mediafile",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                        name="mediafile_sha256_form",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mediafile",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("role", testimonies.terms.vocabulary.FileRole["ORIGINAL"]),
                                _negated=True,
                            ),
                            ("is_public", False),
                            _connector="OR",
                        ),
                        name="mediafile_original_private",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mediafile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, NULL, to_jsonb(NEW)); RETURN NULL;",
                            hash="fd279d2bb34797a45ecb1f99684493bd25eb8df6",
                            operation="INSERT",
                            pgid="pgtrigger_content_insert_fd5aa",
                            table="testimonies_mediafile",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mediafile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;",
                            hash="2614b3ecd2cc2e431b2eb0744578d5e47c66a649",
                            operation="UPDATE",
                            pgid="pgtrigger_content_update_ec54c",
                            table="testimonies_mediafile",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mediafile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), NULL); RETURN NULL;",
                            hash="cc5ce4bf0aef16cb818af26846f3ad20ced2989d",
                            operation="DELETE",
                            pgid="pgtrigger_content_delete_fa6aa",
                            table="testimonies_mediafile",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mediafile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_mediafileevent" ("checked_at", "id", "is_cleaned", "is_public", "is_shown", "item_id", "media_type", "name", "perceptual_hash", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sha256", "shows_witness", "size", "sounds_witness") VALUES (NEW."checked_at", NEW."id", NEW."is_cleaned", NEW."is_public", NEW."is_shown", NEW."item_id", NEW."media_type", NEW."name", NEW."perceptual_hash", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."sha256", NEW."shows_witness", NEW."size", NEW."sounds_witness"); RETURN NULL;',
                            hash="5241193bb1ef2b0b289c0df5bbadcea165d7c012",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_23218",
                            table="testimonies_mediafile",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mediafile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "testimonies_mediafileevent" ("checked_at", "id", "is_cleaned", "is_public", "is_shown", "item_id", "media_type", "name", "perceptual_hash", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sha256", "shows_witness", "size", "sounds_witness") VALUES (NEW."checked_at", NEW."id", NEW."is_cleaned", NEW."is_public", NEW."is_shown", NEW."item_id", NEW."media_type", NEW."name", NEW."perceptual_hash", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."sha256", NEW."shows_witness", NEW."size", NEW."sounds_witness"); RETURN NULL;',
                            hash="bf455b9c353d3237327fd412f888c5c1829ca9c1",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9ec5e",
                            table="testimonies_mediafile",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mediafile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_mediafileevent" ("checked_at", "id", "is_cleaned", "is_public", "is_shown", "item_id", "media_type", "name", "perceptual_hash", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sha256", "shows_witness", "size", "sounds_witness") VALUES (OLD."checked_at", OLD."id", OLD."is_cleaned", OLD."is_public", OLD."is_shown", OLD."item_id", OLD."media_type", OLD."name", OLD."perceptual_hash", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."sha256", OLD."shows_witness", OLD."size", OLD."sounds_witness"); RETURN NULL;',
                            hash="fdc5c042b7fde322185bc08d7402c43637cac329",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_f4aa3",
                            table="testimonies_mediafile",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mark",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("end__gt", models.F("start"))),
                        name="mark_span_ordered",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mark",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, NULL, to_jsonb(NEW)); RETURN NULL;",
                            hash="f196580780288bff5b409ddba82d8254706e0813",
                            operation="INSERT",
                            pgid="pgtrigger_content_insert_41f97",
                            table="testimonies_mark",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mark",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;",
                            hash="5727a0514ca4dced7847972b3e92607a510a2200",
                            operation="UPDATE",
                            pgid="pgtrigger_content_update_5264a",
                            table="testimonies_mark",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mark",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), NULL); RETURN NULL;",
                            hash="f4185e2304c468f5350611bc1410130388ab1693",
                            operation="DELETE",
                            pgid="pgtrigger_content_delete_76aea",
                            table="testimonies_mark",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mark",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_markevent" ("end", "id", "kind", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "start") VALUES (NEW."end", NEW."id", NEW."kind", NEW."passage_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."start"); RETURN NULL;',
                            hash="09334caa595d9ba9e45d0e690ca93e3a3fd97569",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_459be",
                            table="testimonies_mark",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mark",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "testimonies_markevent" ("end", "id", "kind", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "start") VALUES (NEW."end", NEW."id", NEW."kind", NEW."passage_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."start"); RETURN NULL;',
                            hash="42119c8cfb964d47236f17f0d854519123ff2688",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_e17f7",
                            table="testimonies_mark",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mark",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_markevent" ("end", "id", "kind", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "start") VALUES (OLD."end", OLD."id", OLD."kind", OLD."passage_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."start"); RETURN NULL;',
                            hash="312523787b03441950e48a2f214f42207429a411",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_75525",
                            table="testimonies_mark",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="redaction",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("end__gt", models.F("start"))),
                        name="redaction_span_ordered",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="redaction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, NULL, to_jsonb(NEW)); RETURN NULL;",
                            hash="d4f1519bc4c77df7e589b8e141f628e308bf449e",
                            operation="INSERT",
                            pgid="pgtrigger_content_insert_37556",
                            table="testimonies_redaction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="redaction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;",
                            hash="67cf6be4bea732bd4d950e3aa82105e5ab683bf8",
                            operation="UPDATE",
                            pgid="pgtrigger_content_update_cd23c",
                            table="testimonies_redaction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="redaction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), NULL); RETURN NULL;",
                            hash="a82786d31cc86de9e6f5307686db9f7bacecffc2",
                            operation="DELETE",
                            pgid="pgtrigger_content_delete_3f7c3",
                            table="testimonies_redaction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="redaction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_redactionevent" ("author_id", "end", "id", "kind", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "start") VALUES (NEW."author_id", NEW."end", NEW."id", NEW."kind", NEW."passage_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."start"); RETURN NULL;',
                            hash="00deeca8eb49a20bb1dc1690bb990f99ca20785f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1b71f",
                            table="testimonies_redaction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="redaction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "testimonies_redactionevent" ("author_id", "end", "id", "kind", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "start") VALUES (NEW."author_id", NEW."end", NEW."id", NEW."kind", NEW."passage_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."start"); RETURN NULL;',
                            hash="031d31cbb583f7eeed7dd454cbb445d8feade755",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_979b2",
                            table="testimonies_redaction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="redaction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_redactionevent" ("author_id", "end", "id", "kind", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "start") VALUES (OLD."author_id", OLD."end", OLD."id", OLD."kind", OLD."passage_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."start"); RETURN NULL;',
                            hash="7b4d9eb04d5aee2451a3121d64650675df2508bb",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_25fc4",
                            table="testimonies_redaction",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="chronologyevent",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    testimonies.terms.vocabulary.EventStatus["REPORTED"],
                                    testimonies.terms.vocabulary.EventStatus["CONFIRMED"],
                                    testimonies.terms.vocabulary.EventStatus["DISPUTED"],
                                    testimonies.terms.vocabulary.EventStatus["WITHDRAWN"],
                                ],
                            )
                        ),
                        name="chronologyevent_status_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="chronologyevent",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "status",
                                    testimonies.terms.vocabulary.EventStatus["WITHDRAWN"],
                                ),
                                _negated=True,
                            ),
                            models.Q(("status_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="chronologyevent_withdrawn_says_how",
                        violation_error_message="Say when and how its source withdrew it.",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="chronologyevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, NULL, to_jsonb(NEW)); RETURN NULL;",
                            hash="22cb19824c69daf418bc96eb0064017fe7554ee0",
                            operation="INSERT",
                            pgid="pgtrigger_content_insert_6c6ad",
                            table="testimonies_chronologyevent",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="chronologyevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;",
                            hash="0136be1b04ec9409075d101c338cd11d8527a63a",
                            operation="UPDATE",
                            pgid="pgtrigger_content_update_f2f13",
                            table="testimonies_chronologyevent",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="chronologyevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), NULL); RETURN NULL;",
                            hash="ca2073008d78e348368ddd5959452b30b6888f36",
                            operation="DELETE",
                            pgid="pgtrigger_content_delete_56c3c",
                            table="testimonies_chronologyevent",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="chronologyevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_chronologyeventevent" ("collection_id", "date", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "status", "status_note", "text", "text_language") VALUES (NEW."collection_id", NEW."date", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source_id", NEW."status", NEW."status_note", NEW."text", NEW."text_language"); RETURN NULL;',
                            hash="923d3fee4a0389ba2513ad2da34f92d5318122c7",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f45d4",
                            table="testimonies_chronologyevent",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="chronologyevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "testimonies_chronologyeventevent" ("collection_id", "date", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "status", "status_note", "text", "text_language") VALUES (NEW."collection_id", NEW."date", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source_id", NEW."status", NEW."status_note", NEW."text", NEW."text_language"); RETURN NULL;',
                            hash="462dfab91d9cc9a48c35159f1f87038d204c3ec2",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_5d2ed",
                            table="testimonies_chronologyevent",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="chronologyevent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_chronologyeventevent" ("collection_id", "date", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "status", "status_note", "text", "text_language") VALUES (OLD."collection_id", OLD."date", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source_id", OLD."status", OLD."status_note", OLD."text", OLD."text_language"); RETURN NULL;',
                            hash="2c79ab3f5dbb3d77d600b9368588200217a76e84",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_8a6b9",
                            table="testimonies_chronologyevent",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="tag",
                    constraint=models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"), name="tag_name_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="tag",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ref__regex", "^[twqmcg][23456789bcdfghjkmnpqrstvwxz]{8}$")
                        ),
                        name="tag_ref_form",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="tag",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    testimonies.terms.vocabulary.TagKind["SUBJECT"],
                                    testimonies.terms.vocabulary.TagKind["NOISE"],
                                ],
                            )
                        ),
                        name="tag_kind_known",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="tag",
                    trigger=pgtrigger.compiler.Trigger(
                        name="names_one_tag",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_check_tag_name(NEW.id, NEW.name); RETURN NEW;",
                            hash="d7ba19f9728493b8d16a4d4baa29410f7e51aa5b",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_names_one_tag_c2e6e",
                            table="testimonies_tag",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="tagalias",
                    constraint=models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"), name="tagalias_name_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="tagalias",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="tagalias_present"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="tagalias",
                    trigger=pgtrigger.compiler.Trigger(
                        name="names_one_tag",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_check_tag_name(NEW.tag_id, NEW.name); RETURN NEW;",
                            hash="5ec5c705d1fcd2067bb18f1e1482fe29b4eaafea",
                            operation="INSERT OR UPDATE",
                            pgid="pgtrigger_names_one_tag_360a9",
                            table="testimonies_tagalias",
                            when="BEFORE",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="tagging",
                    constraint=models.UniqueConstraint(
                        fields=("tag", "content_type", "object_id"), name="tagging_once"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="tagging",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, NULL, to_jsonb(NEW)); RETURN NULL;",
                            hash="47d25ac65ad0bad0d59ea18b81a4d812ff0c8063",
                            operation="INSERT",
                            pgid="pgtrigger_content_insert_fc83e",
                            table="testimonies_tagging",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="tagging",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;",
                            hash="cee4cc7388e0d315ba639e707fb1e9962a2fa971",
                            operation="UPDATE",
                            pgid="pgtrigger_content_update_5424e",
                            table="testimonies_tagging",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="tagging",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), NULL); RETURN NULL;",
                            hash="e3195af3348c311d2bde2c6f4697360098cb1e86",
                            operation="DELETE",
                            pgid="pgtrigger_content_delete_9d236",
                            table="testimonies_tagging",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="tagging",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_taggingevent" ("content_type_id", "id", "object_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tag_id") VALUES (NEW."content_type_id", NEW."id", NEW."object_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."tag_id"); RETURN NULL;',
                            hash="7bcf77e35edfd04a53387238cf9899fc2428910b",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4a77e",
                            table="testimonies_tagging",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="tagging",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "testimonies_taggingevent" ("content_type_id", "id", "object_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tag_id") VALUES (NEW."content_type_id", NEW."id", NEW."object_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."tag_id"); RETURN NULL;',
                            hash="16d135cba82a0bc68c2168ede5e8e9bc63153308",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_03e24",
                            table="testimonies_tagging",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="tagging",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_taggingevent" ("content_type_id", "id", "object_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tag_id") VALUES (OLD."content_type_id", OLD."id", OLD."object_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."tag_id"); RETURN NULL;',
                            hash="0f7ca1f01e0a4f4b1cde9b1048c3d959814132f2",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_15633",
                            table="testimonies_tagging",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="quote",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ref__regex", "^[twqmcg][23456789bcdfghjkmnpqrstvwxz]{8}$")
                        ),
                        name="quote_ref_form",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="quote",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("text__regex", "^\\s*$"), _negated=True),
                        name="quote_text_present",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="quote",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("anchor_end", None),
                                ("anchor_exact", ""),
                                ("anchor_start", None),
                            ),
                            models.Q(
                                ("anchor_end__isnull", False),
                                ("anchor_start__isnull", False),
                                ("anchor_end__gt", models.F("anchor_start")),
                                ("passage__isnull", False),
                                models.Q(("anchor_exact", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="quote_anchor_whole",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="quote",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("passage", None), ("passage_digest", "")),
                            models.Q(
                                ("passage__isnull", False),
                                ("passage_digest__regex", "^[0-9a-f]{64}$"),
                            ),
                            _connector="OR",
                        ),
                        name="quote_bound_to_passage",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="quote",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, NULL, to_jsonb(NEW)); RETURN NULL;",
                            hash="ffba38186db1ef07a5b4a468a093dfaa7cf6f94c",
                            operation="INSERT",
                            pgid="pgtrigger_content_insert_49f4b",
                            table="testimonies_quote",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="quote",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;",
                            hash="7b9ca4b10e2d937a8bc3426d654072cb30b6834b",
                            operation="UPDATE",
                            pgid="pgtrigger_content_update_41909",
                            table="testimonies_quote",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="quote",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), NULL); RETURN NULL;",
                            hash="a08ad11d87c3a4eba7c370261490208bcdf973b9",
                            operation="DELETE",
                            pgid="pgtrigger_content_delete_85cac",
                            table="testimonies_quote",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="quote",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_quoteevent" ("anchor_end", "anchor_exact", "anchor_prefix", "anchor_start", "anchor_suffix", "created_at", "id", "language", "passage_digest", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "printed_in_id", "printed_where", "ref", "testimony_id", "text") VALUES (NEW."anchor_end", NEW."anchor_exact", NEW."anchor_prefix", NEW."anchor_start", NEW."anchor_suffix", NEW."created_at", NEW."id", NEW."language", NEW."passage_digest", NEW."passage_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."printed_in_id", NEW."printed_where", NEW."ref", NEW."testimony_id", NEW."text"); RETURN NULL;',
                            hash="c6bda5e67f39ef3b085012c86a3c3f392363a8c9",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1b33d",
                            table="testimonies_quote",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="quote",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "testimonies_quoteevent" ("anchor_end", "anchor_exact", "anchor_prefix", "anchor_start", "anchor_suffix", "created_at", "id", "language", "passage_digest", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "printed_in_id", "printed_where", "ref", "testimony_id", "text") VALUES (NEW."anchor_end", NEW."anchor_exact", NEW."anchor_prefix", NEW."anchor_start", NEW."anchor_suffix", NEW."created_at", NEW."id", NEW."language", NEW."passage_digest", NEW."passage_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."printed_in_id", NEW."printed_where", NEW."ref", NEW."testimony_id", NEW."text"); RETURN NULL;',
                            hash="8f471149af5b066908fdd2f43100eaee8bcb851c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_35737",
                            table="testimonies_quote",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="quote",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_quoteevent" ("anchor_end", "anchor_exact", "anchor_prefix", "anchor_start", "anchor_suffix", "created_at", "id", "language", "passage_digest", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "printed_in_id", "printed_where", "ref", "testimony_id", "text") VALUES (OLD."anchor_end", OLD."anchor_exact", OLD."anchor_prefix", OLD."anchor_start", OLD."anchor_suffix", OLD."created_at", OLD."id", OLD."language", OLD."passage_digest", OLD."passage_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."printed_in_id", OLD."printed_where", OLD."ref", OLD."testimony_id", OLD."text"); RETURN NULL;',
                            hash="c856a5a3406b2aefe26928892fc4c7f34dfb9548",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a7fe4",
                            table="testimonies_quote",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="illustration",
                    constraint=models.UniqueConstraint(
                        fields=("testimony", "item"), name="illustration_once"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="illustration",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, NULL, to_jsonb(NEW)); RETURN NULL;",
                            hash="c2c7ce550f0af19965e713657bcc24350391443a",
                            operation="INSERT",
                            pgid="pgtrigger_content_insert_41e95",
                            table="testimonies_illustration",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="illustration",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;",
                            hash="61419841aaff24e2f6072a10c6ad393f5d8af43a",
                            operation="UPDATE",
                            pgid="pgtrigger_content_update_98bbd",
                            table="testimonies_illustration",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="illustration",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), NULL); RETURN NULL;",
                            hash="64c0101be40620c1a26e1e18b1f6f186a422c1c9",
                            operation="DELETE",
                            pgid="pgtrigger_content_delete_02253",
                            table="testimonies_illustration",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="illustration",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_illustrationevent" ("caption", "id", "item_id", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "testimony_id", "text_language") VALUES (NEW."caption", NEW."id", NEW."item_id", NEW."passage_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."testimony_id", NEW."text_language"); RETURN NULL;',
                            hash="e1545a500efa7c388b104c371668a361f0bbb192",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5fe69",
                            table="testimonies_illustration",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="illustration",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "testimonies_illustrationevent" ("caption", "id", "item_id", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "testimony_id", "text_language") VALUES (NEW."caption", NEW."id", NEW."item_id", NEW."passage_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."testimony_id", NEW."text_language"); RETURN NULL;',
                            hash="0c42ddf0e7b620636943ead1ca98c52099088ac9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_68269",
                            table="testimonies_illustration",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="illustration",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_illustrationevent" ("caption", "id", "item_id", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "testimony_id", "text_language") VALUES (OLD."caption", OLD."id", OLD."item_id", OLD."passage_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."testimony_id", OLD."text_language"); RETURN NULL;',
                            hash="3896de6e5685944aeb3dae25069881c6cb3a1261",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_65408",
                            table="testimonies_illustration",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="testimonysource",
                    constraint=models.UniqueConstraint(
                        fields=("testimony", "source"), name="testimonysource_once"
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="testimonysource",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, NULL, to_jsonb(NEW)); RETURN NULL;",
                            hash="359e8246a0dd3d890140e2f5b438fff0fa659fa2",
                            operation="INSERT",
                            pgid="pgtrigger_content_insert_3198b",
                            table="testimonies_testimonysource",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="testimonysource",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;",
                            hash="905b0a0d47780ff497451a78051d8aacb8122d67",
                            operation="UPDATE",
                            pgid="pgtrigger_content_update_23c46",
                            table="testimonies_testimonysource",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="testimonysource",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), NULL); RETURN NULL;",
                            hash="07c4e83799a75fd90675f5922146e7644baa33b7",
                            operation="DELETE",
                            pgid="pgtrigger_content_delete_0b388",
                            table="testimonies_testimonysource",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="testimonysource",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_testimonysourceevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source_id", "testimony_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."source_id", NEW."testimony_id"); RETURN NULL;',
                            hash="281965c10e3629252df9d0c818dfd4ed8dc23893",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_cc9bc",
                            table="testimonies_testimonysource",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="testimonysource",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "testimonies_testimonysourceevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source_id", "testimony_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."source_id", NEW."testimony_id"); RETURN NULL;',
                            hash="0441a8cfa02e4d866a06541d7bf5e6fdbe597cfb",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_639cd",
                            table="testimonies_testimonysource",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="testimonysource",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_testimonysourceevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source_id", "testimony_id") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."source_id", OLD."testimony_id"); RETURN NULL;',
                            hash="99e5ffe6dcb6ab20afa12c6d8c43bff8ab130efd",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_c50a2",
                            table="testimonies_testimonysource",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="transcript",
                    constraint=models.UniqueConstraint(
                        fields=("testimony", "language"), name="transcript_language_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="transcript",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("is_original", True)),
                        fields=("testimony",),
                        name="transcript_one_original",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="transcript",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, NULL, to_jsonb(NEW)); RETURN NULL;",
                            hash="717546120732bd5c656b027f6185391ab0c768dd",
                            operation="INSERT",
                            pgid="pgtrigger_content_insert_2fb89",
                            table="testimonies_transcript",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="transcript",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;",
                            hash="b1ed2874aa45a798c3224bfbeaa02437854d2f8a",
                            operation="UPDATE",
                            pgid="pgtrigger_content_update_6df57",
                            table="testimonies_transcript",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="transcript",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), NULL); RETURN NULL;",
                            hash="1b0cd76dab99fbd9522be6c71dae94ebca5ff9f5",
                            operation="DELETE",
                            pgid="pgtrigger_content_delete_251c2",
                            table="testimonies_transcript",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="transcript",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_transcriptevent" ("id", "is_machine", "is_original", "is_reviewed", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "testimony_id", "translator") VALUES (NEW."id", NEW."is_machine", NEW."is_original", NEW."is_reviewed", NEW."language", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."testimony_id", NEW."translator"); RETURN NULL;',
                            hash="20ab6004fb8d1ca4adb77d8ab9a00287079581f6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_b5cfe",
                            table="testimonies_transcript",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="transcript",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "testimonies_transcriptevent" ("id", "is_machine", "is_original", "is_reviewed", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "testimony_id", "translator") VALUES (NEW."id", NEW."is_machine", NEW."is_original", NEW."is_reviewed", NEW."language", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."testimony_id", NEW."translator"); RETURN NULL;',
                            hash="2b36b4c1ec5802c78465145d8400542b1d448fea",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_97dee",
                            table="testimonies_transcript",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="transcript",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_transcriptevent" ("id", "is_machine", "is_original", "is_reviewed", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "testimony_id", "translator") VALUES (OLD."id", OLD."is_machine", OLD."is_original", OLD."is_reviewed", OLD."language", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."testimony_id", OLD."translator"); RETURN NULL;',
                            hash="291201721eeaaefc01365cdd4d16af7cd9f7ae82",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_a6d68",
                            table="testimonies_transcript",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="passage",
                    constraint=models.UniqueConstraint(
                        fields=("transcript", "number"), name="passage_number_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="passage",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("text__regex", "^\\s*$"), _negated=True),
                        name="passage_text_present",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="passage",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("start_ms", None),
                            ("end_ms", None),
                            ("end_ms__gte", models.F("start_ms")),
                            _connector="OR",
                        ),
                        name="passage_times_ordered",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="passage",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    testimonies.terms.vocabulary.PassageKind["TESTIMONY"],
                                    testimonies.terms.vocabulary.PassageKind["QUESTION"],
                                    testimonies.terms.vocabulary.PassageKind["CONTEXT"],
                                ],
                            )
                        ),
                        name="passage_kind_known",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="passage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, NULL, to_jsonb(NEW)); RETURN NULL;",
                            hash="9f320cfe2697503da81eb1884374094bc4028d42",
                            operation="INSERT",
                            pgid="pgtrigger_content_insert_b1a23",
                            table="testimonies_passage",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="passage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;",
                            hash="15d5f6a7ca91b4af2586e4a484f2f70745454c0d",
                            operation="UPDATE",
                            pgid="pgtrigger_content_update_5f84d",
                            table="testimonies_passage",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="passage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), NULL); RETURN NULL;",
                            hash="6d5905ba3698d2e67052aeae12e332bcebd10fbc",
                            operation="DELETE",
                            pgid="pgtrigger_content_delete_b85bb",
                            table="testimonies_passage",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="passage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="give_number",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="NEW.number := kua_passage_number(NEW.transcript_id, NEW.number); RETURN NEW;",
                            hash="d710c7c613245041f01d63f8e80c89f89ec6b7e7",
                            operation="INSERT",
                            pgid="pgtrigger_give_number_eb55b",
                            table="testimonies_passage",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="passage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_number",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.number IS DISTINCT FROM NEW.number)",
                            func="RAISE EXCEPTION 'passage % keeps its number', OLD.number USING ERRCODE = '23514';",
                            hash="bb834e26dc61107d24c24c0d8bc627f44b806a56",
                            operation='UPDATE OF "number"',
                            pgid="pgtrigger_keep_number_a4a65",
                            table="testimonies_passage",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="passage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_passageevent" ("end_ms", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "speaker", "start_ms", "text", "transcript_id") VALUES (NEW."end_ms", NEW."id", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."speaker", NEW."start_ms", NEW."text", NEW."transcript_id"); RETURN NULL;',
                            hash="928e2e6fa2ff3a7e4c2043de1342e396f707ee86",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a7a8a",
                            table="testimonies_passage",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="passage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "testimonies_passageevent" ("end_ms", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "speaker", "start_ms", "text", "transcript_id") VALUES (NEW."end_ms", NEW."id", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."speaker", NEW."start_ms", NEW."text", NEW."transcript_id"); RETURN NULL;',
                            hash="30cd38f6d39e0e4503710a68daf3833be21050fa",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d960d",
                            table="testimonies_passage",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="passage",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_passageevent" ("end_ms", "id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "speaker", "start_ms", "text", "transcript_id") VALUES (OLD."end_ms", OLD."id", OLD."kind", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."speaker", OLD."start_ms", OLD."text", OLD."transcript_id"); RETURN NULL;',
                            hash="23aba00aae49de7a613cbd1271b4874244f44fda",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_3903b",
                            table="testimonies_passage",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="translation",
                    constraint=models.UniqueConstraint(
                        fields=("content_type", "object_id", "field", "language"),
                        name="translation_field_language_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="translation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="translation_text_present",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="translation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, NULL, to_jsonb(NEW)); RETURN NULL;",
                            hash="4eb4c399917917e3f8a1c64d82307c82516c207c",
                            operation="INSERT",
                            pgid="pgtrigger_content_insert_7096f",
                            table="testimonies_translation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="translation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;",
                            hash="e21ca5eba3755082cc1420e6899d4319f5c624d3",
                            operation="UPDATE",
                            pgid="pgtrigger_content_update_e8866",
                            table="testimonies_translation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="translation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), NULL); RETURN NULL;",
                            hash="47a0aa433f39c91ca7d10e9d824b916ea5e101ee",
                            operation="DELETE",
                            pgid="pgtrigger_content_delete_7cd7a",
                            table="testimonies_translation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="translation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_translationevent" ("content_type_id", "field", "id", "is_machine", "is_reviewed", "language", "object_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "translator") VALUES (NEW."content_type_id", NEW."field", NEW."id", NEW."is_machine", NEW."is_reviewed", NEW."language", NEW."object_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text", NEW."translator"); RETURN NULL;',
                            hash="54608eceb342c2bf3fead4630754cf8f100c1138",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3414a",
                            table="testimonies_translation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="translation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "testimonies_translationevent" ("content_type_id", "field", "id", "is_machine", "is_reviewed", "language", "object_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "translator") VALUES (NEW."content_type_id", NEW."field", NEW."id", NEW."is_machine", NEW."is_reviewed", NEW."language", NEW."object_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text", NEW."translator"); RETURN NULL;',
                            hash="3c8a41826fce3cf6b9de7eaee40da1c682f9ea40",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a481c",
                            table="testimonies_translation",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="translation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_translationevent" ("content_type_id", "field", "id", "is_machine", "is_reviewed", "language", "object_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "translator") VALUES (OLD."content_type_id", OLD."field", OLD."id", OLD."is_machine", OLD."is_reviewed", OLD."language", OLD."object_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."text", OLD."translator"); RETURN NULL;',
                            hash="07ff5259499d07d80dce83994268229086052999",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_df124",
                            table="testimonies_translation",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="witness",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ref__regex", "^[twqmcg][23456789bcdfghjkmnpqrstvwxz]{8}$")
                        ),
                        name="witness_ref_form",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="witness",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "name_kind__in",
                                [
                                    testimonies.terms.vocabulary.NameKind["FULL"],
                                    testimonies.terms.vocabulary.NameKind["GIVEN"],
                                    testimonies.terms.vocabulary.NameKind["PSEUDONYM"],
                                    testimonies.terms.vocabulary.NameKind["ANONYMOUS"],
                                ],
                            )
                        ),
                        name="witness_name_kind_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="witness",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="witness_name_present",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="witness",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, NULL, to_jsonb(NEW)); RETURN NULL;",
                            hash="66c30ac525bccf324a90a8f1657d7f0bb83f2147",
                            operation="INSERT",
                            pgid="pgtrigger_content_insert_a056e",
                            table="testimonies_witness",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="witness",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;",
                            hash="ea5cb2bc94bdb638b794800dfe52b7e05ac0d483",
                            operation="UPDATE",
                            pgid="pgtrigger_content_update_ca1b6",
                            table="testimonies_witness",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="witness",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), NULL); RETURN NULL;",
                            hash="e1b68fe16e14c37ea370ef078205446073eb67ce",
                            operation="DELETE",
                            pgid="pgtrigger_content_delete_184e9",
                            table="testimonies_witness",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="witness",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_issued",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF EXISTS (SELECT 1 FROM testimonies_edition WHERE ref = OLD.ref) THEN RAISE EXCEPTION '% has editions and cannot be deleted; withdraw it', OLD.ref USING ERRCODE = '23514'; END IF; RETURN OLD;",
                            hash="a8fceac15e99fc3f1395e75c7b2376bb8f5bd50d",
                            operation="DELETE",
                            pgid="pgtrigger_keep_issued_b0081",
                            table="testimonies_witness",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="witness",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_witnessevent" ("created_at", "description", "id", "languages", "name", "name_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "ref", "spelling_variants", "text_language") VALUES (NEW."created_at", NEW."description", NEW."id", NEW."languages", NEW."name", NEW."name_kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."ref", NEW."spelling_variants", NEW."text_language"); RETURN NULL;',
                            hash="4ae106bb30403c8f0365177bd9f4082a26865a50",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_4a82e",
                            table="testimonies_witness",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="witness",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "testimonies_witnessevent" ("created_at", "description", "id", "languages", "name", "name_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "ref", "spelling_variants", "text_language") VALUES (NEW."created_at", NEW."description", NEW."id", NEW."languages", NEW."name", NEW."name_kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."ref", NEW."spelling_variants", NEW."text_language"); RETURN NULL;',
                            hash="7a8dbc1e07430b44dd7637e3cea4bde106fb4682",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_eddb9",
                            table="testimonies_witness",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="witness",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_witnessevent" ("created_at", "description", "id", "languages", "name", "name_kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "ref", "spelling_variants", "text_language") VALUES (OLD."created_at", OLD."description", OLD."id", OLD."languages", OLD."name", OLD."name_kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_id", OLD."ref", OLD."spelling_variants", OLD."text_language"); RETURN NULL;',
                            hash="c5b29b6c2d835e8a24ef2ab68eb85fcf8a76faf8",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_36e77",
                            table="testimonies_witness",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="testimony",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ref__regex", "^[twqmcg][23456789bcdfghjkmnpqrstvwxz]{8}$")
                        ),
                        name="testimony_ref_form",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="testimony",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    testimonies.terms.states.State["DRAFT"],
                                    testimonies.terms.states.State["IN_REVIEW"],
                                    testimonies.terms.states.State["CHANGES_REQUESTED"],
                                    testimonies.terms.states.State["APPROVED"],
                                    testimonies.terms.states.State["SCHEDULED"],
                                    testimonies.terms.states.State["SETTLED"],
                                ],
                            )
                        ),
                        name="testimony_state_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="testimony",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "standing__in",
                                [
                                    testimonies.terms.states.Standing["NEVER"],
                                    testimonies.terms.states.Standing["PUBLISHED"],
                                    testimonies.terms.states.Standing["WITHDRAWN"],
                                ],
                            )
                        ),
                        name="testimony_standing_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="testimony",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("embargo_until", None),
                            models.Q(("embargo_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="testimony_embargo_has_reason",
                        violation_error_message="Say why the testimony is embargoed.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="testimony",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", testimonies.terms.states.State["SCHEDULED"]),
                                _negated=True,
                            ),
                            ("scheduled_by__isnull", False),
                            _connector="OR",
                        ),
                        name="testimony_scheduled_by_someone",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="testimony",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("rights_url", ""),
                            ("rights_url__iregex", "^https?://[^\\s]+$"),
                            _connector="OR",
                        ),
                        name="testimony_rights_url_scheme",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="testimony",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, NULL, to_jsonb(NEW)); RETURN NULL;",
                            hash="90bb6c8a4035144951819a9d912d06a8ec57d43b",
                            operation="INSERT",
                            pgid="pgtrigger_content_insert_ed0ee",
                            table="testimonies_testimony",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="testimony",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;",
                            hash="63185f697a875b17a3e4adba8d7cfb712b4523fa",
                            operation="UPDATE",
                            pgid="pgtrigger_content_update_ebb04",
                            table="testimonies_testimony",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="testimony",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), NULL); RETURN NULL;",
                            hash="7cb7e7f6b976f4b3320657bdb7ff891386ef4ba9",
                            operation="DELETE",
                            pgid="pgtrigger_content_delete_ddd49",
                            table="testimonies_testimony",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="testimony",
                    trigger=pgtrigger.compiler.Trigger(
                        name="declared_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.state IS DISTINCT FROM NEW.state)",
                            func="IF (OLD.state, NEW.state) IN (('approved', 'draft'), ('approved', 'scheduled'), ('approved', 'settled'), ('changes_requested', 'in_review'), ('changes_requested', 'settled'), ('draft', 'in_review'), ('draft', 'settled'), ('in_review', 'approved'), ('in_review', 'changes_requested'), ('in_review', 'draft'), ('in_review', 'settled'), ('scheduled', 'draft'), ('scheduled', 'settled'), ('settled', 'draft')) THEN RETURN NEW; END IF; RAISE EXCEPTION 'no move leads from % to %', OLD.state, NEW.state USING ERRCODE = '23514';",
                            hash="78efe99c6043395b9b3754db6648fdeeea989535",
                            operation='UPDATE OF "state"',
                            pgid="pgtrigger_declared_moves_32d13",
                            table="testimonies_testimony",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="testimony",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_issued",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF EXISTS (SELECT 1 FROM testimonies_edition WHERE ref = OLD.ref) THEN RAISE EXCEPTION '% has editions and cannot be deleted; withdraw it', OLD.ref USING ERRCODE = '23514'; END IF; RETURN OLD;",
                            hash="833c534f92a6e151dce582c1696e0b8260d6588b",
                            operation="DELETE",
                            pgid="pgtrigger_keep_issued_84058",
                            table="testimonies_testimony",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="testimony",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_counting",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (NEW.passage_counter < OLD.passage_counter)",
                            func="RAISE EXCEPTION 'passage numbers of % only go on', OLD.ref USING ERRCODE = '23514';",
                            hash="5b01e2985ae5fe5f3f10c8fa9b0f4b0b63660db1",
                            operation='UPDATE OF "passage_counter"',
                            pgid="pgtrigger_keep_counting_39305",
                            table="testimonies_testimony",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="testimony",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_testimonyevent" ("collection_id", "content_note_text", "content_notes", "content_notes_decided", "created_at", "embargo_reason", "embargo_until", "given", "given_how", "happened", "id", "interviewer", "language", "outlet", "passage_counter", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "ref", "rights", "rights_url", "scheduled_by_id", "standing", "state", "summary", "text_language", "title", "witness_id") VALUES (NEW."collection_id", NEW."content_note_text", NEW."content_notes", NEW."content_notes_decided", NEW."created_at", NEW."embargo_reason", NEW."embargo_until", NEW."given", NEW."given_how", NEW."happened", NEW."id", NEW."interviewer", NEW."language", NEW."outlet", NEW."passage_counter", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."ref", NEW."rights", NEW."rights_url", NEW."scheduled_by_id", NEW."standing", NEW."state", NEW."summary", NEW."text_language", NEW."title", NEW."witness_id"); RETURN NULL;',
                            hash="37fc36a1cbe22e173afcce02c4e74fda24b06cc6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_dd4f4",
                            table="testimonies_testimony",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="testimony",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "testimonies_testimonyevent" ("collection_id", "content_note_text", "content_notes", "content_notes_decided", "created_at", "embargo_reason", "embargo_until", "given", "given_how", "happened", "id", "interviewer", "language", "outlet", "passage_counter", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "ref", "rights", "rights_url", "scheduled_by_id", "standing", "state", "summary", "text_language", "title", "witness_id") VALUES (NEW."collection_id", NEW."content_note_text", NEW."content_notes", NEW."content_notes_decided", NEW."created_at", NEW."embargo_reason", NEW."embargo_until", NEW."given", NEW."given_how", NEW."happened", NEW."id", NEW."interviewer", NEW."language", NEW."outlet", NEW."passage_counter", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."ref", NEW."rights", NEW."rights_url", NEW."scheduled_by_id", NEW."standing", NEW."state", NEW."summary", NEW."text_language", NEW."title", NEW."witness_id"); RETURN NULL;',
                            hash="3a8391b8aecaeec49f1664043e67944565416040",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_9c001",
                            table="testimonies_testimony",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="testimony",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_testimonyevent" ("collection_id", "content_note_text", "content_notes", "content_notes_decided", "created_at", "embargo_reason", "embargo_until", "given", "given_how", "happened", "id", "interviewer", "language", "outlet", "passage_counter", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "ref", "rights", "rights_url", "scheduled_by_id", "standing", "state", "summary", "text_language", "title", "witness_id") VALUES (OLD."collection_id", OLD."content_note_text", OLD."content_notes", OLD."content_notes_decided", OLD."created_at", OLD."embargo_reason", OLD."embargo_until", OLD."given", OLD."given_how", OLD."happened", OLD."id", OLD."interviewer", OLD."language", OLD."outlet", OLD."passage_counter", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place_id", OLD."ref", OLD."rights", OLD."rights_url", OLD."scheduled_by_id", OLD."standing", OLD."state", OLD."summary", OLD."text_language", OLD."title", OLD."witness_id"); RETURN NULL;',
                            hash="88dcd1b1c5232de3c706b6d776cad1c9e65e2752",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_87a53",
                            table="testimonies_testimony",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mediaitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ref__regex", "^[twqmcg][23456789bcdfghjkmnpqrstvwxz]{8}$")
                        ),
                        name="mediaitem_ref_form",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mediaitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    testimonies.terms.states.State["DRAFT"],
                                    testimonies.terms.states.State["IN_REVIEW"],
                                    testimonies.terms.states.State["CHANGES_REQUESTED"],
                                    testimonies.terms.states.State["APPROVED"],
                                    testimonies.terms.states.State["SCHEDULED"],
                                    testimonies.terms.states.State["SETTLED"],
                                ],
                            )
                        ),
                        name="mediaitem_state_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mediaitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "standing__in",
                                [
                                    testimonies.terms.states.Standing["NEVER"],
                                    testimonies.terms.states.Standing["PUBLISHED"],
                                    testimonies.terms.states.Standing["WITHDRAWN"],
                                ],
                            )
                        ),
                        name="mediaitem_standing_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mediaitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    testimonies.terms.vocabulary.MediaKind["VIDEO"],
                                    testimonies.terms.vocabulary.MediaKind["PICTURE"],
                                    testimonies.terms.vocabulary.MediaKind["SCREENGRAB"],
                                    testimonies.terms.vocabulary.MediaKind["AUDIO"],
                                ],
                            )
                        ),
                        name="mediaitem_kind_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mediaitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "platform__in",
                                [
                                    testimonies.terms.vocabulary.Platform["TIKTOK"],
                                    testimonies.terms.vocabulary.Platform["TELEGRAM"],
                                    testimonies.terms.vocabulary.Platform["YOUTUBE"],
                                    testimonies.terms.vocabulary.Platform["INSTAGRAM"],
                                    testimonies.terms.vocabulary.Platform["FACEBOOK"],
                                    testimonies.terms.vocabulary.Platform["X"],
                                    testimonies.terms.vocabulary.Platform["VK"],
                                    testimonies.terms.vocabulary.Platform["OTHER"],
                                    testimonies.terms.vocabulary.Platform["UNKNOWN"],
                                ],
                            )
                        ),
                        name="mediaitem_platform_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mediaitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "verification__in",
                                [
                                    testimonies.terms.vocabulary.Verification["UNREVIEWED"],
                                    testimonies.terms.vocabulary.Verification["IN_PROGRESS"],
                                    testimonies.terms.vocabulary.Verification["CORROBORATED"],
                                    testimonies.terms.vocabulary.Verification["DISPUTED"],
                                    testimonies.terms.vocabulary.Verification["REFUTED"],
                                ],
                            )
                        ),
                        name="mediaitem_verification_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mediaitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "basis__in",
                                [
                                    testimonies.terms.vocabulary.MediaBasis["UNDECIDED"],
                                    testimonies.terms.vocabulary.MediaBasis["CONSENT"],
                                    testimonies.terms.vocabulary.MediaBasis[
                                        "PUBLISHED_ACCOUNT"
                                    ],
                                    testimonies.terms.vocabulary.MediaBasis[
                                        "PREVIOUSLY_PUBLISHED"
                                    ],
                                    testimonies.terms.vocabulary.MediaBasis["PUBLIC_INTEREST"],
                                ],
                            )
                        ),
                        name="mediaitem_basis_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mediaitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("url", ""), ("url__iregex", "^https?://[^\\s]+$"), _connector="OR"
                        ),
                        name="mediaitem_url_scheme",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mediaitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("basis", testimonies.terms.vocabulary.MediaBasis["CONSENT"]),
                                _negated=True,
                            ),
                            ("basis_witness__isnull", False),
                            _connector="OR",
                        ),
                        name="mediaitem_consent_is_someones",
                        violation_error_message="Name the witness whose consent this is.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mediaitem",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("posted", ""),
                            models.Q(
                                (
                                    "posted_basis",
                                    testimonies.terms.vocabulary.DateBasis["UNKNOWN"],
                                ),
                                _negated=True,
                            ),
                            _connector="OR",
                        ),
                        name="mediaitem_posted_has_basis",
                        violation_error_message="Say how the date of posting is known.",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mediaitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, NULL, to_jsonb(NEW)); RETURN NULL;",
                            hash="ce6d018d12db969bfceb2c0cc0a31f9a69f1aac0",
                            operation="INSERT",
                            pgid="pgtrigger_content_insert_411f0",
                            table="testimonies_mediaitem",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mediaitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), to_jsonb(NEW)); RETURN NULL;",
                            hash="d67033c2554dd449b0a40e4f30e30aa8c7fd1634",
                            operation="UPDATE",
                            pgid="pgtrigger_content_update_2b091",
                            table="testimonies_mediaitem",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mediaitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="content_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="PERFORM kua_content_changed(TG_TABLE_NAME, to_jsonb(OLD), NULL); RETURN NULL;",
                            hash="acac72a5af9ce8eb02b3737d77072d09ae48bf05",
                            operation="DELETE",
                            pgid="pgtrigger_content_delete_e9b92",
                            table="testimonies_mediaitem",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mediaitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="declared_moves",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.state IS DISTINCT FROM NEW.state)",
                            func="IF (OLD.state, NEW.state) IN (('approved', 'draft'), ('approved', 'scheduled'), ('approved', 'settled'), ('changes_requested', 'in_review'), ('changes_requested', 'settled'), ('draft', 'in_review'), ('draft', 'settled'), ('in_review', 'approved'), ('in_review', 'changes_requested'), ('in_review', 'draft'), ('in_review', 'settled'), ('scheduled', 'draft'), ('scheduled', 'settled'), ('settled', 'draft')) THEN RETURN NEW; END IF; RAISE EXCEPTION 'no move leads from % to %', OLD.state, NEW.state USING ERRCODE = '23514';",
                            hash="48e53ab2958b3400a702a724164d42a3b7d5e5ff",
                            operation='UPDATE OF "state"',
                            pgid="pgtrigger_declared_moves_d9f46",
                            table="testimonies_mediaitem",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mediaitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="keep_issued",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF EXISTS (SELECT 1 FROM testimonies_edition WHERE ref = OLD.ref) THEN RAISE EXCEPTION '% has editions and cannot be deleted; withdraw it', OLD.ref USING ERRCODE = '23514'; END IF; RETURN OLD;",
                            hash="e162a2055f5837bd2c7d655166ebc2ca36b3b062",
                            operation="DELETE",
                            pgid="pgtrigger_keep_issued_9c33c",
                            table="testimonies_mediaitem",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mediaitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_mediaitemevent" ("account", "account_holder", "basis", "basis_by", "basis_note", "basis_on", "basis_witness_id", "caption", "caption_language", "captured", "captured_by", "captured_with", "collection_id", "content_note_text", "content_notes", "content_notes_decided", "created_at", "description", "found_via_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "platform", "platform_id", "posted", "posted_basis", "ref", "rights", "sound", "standing", "state", "text_language", "title", "url", "verification", "verification_notes") VALUES (NEW."account", NEW."account_holder", NEW."basis", NEW."basis_by", NEW."basis_note", NEW."basis_on", NEW."basis_witness_id", NEW."caption", NEW."caption_language", NEW."captured", NEW."captured_by", NEW."captured_with", NEW."collection_id", NEW."content_note_text", NEW."content_notes", NEW."content_notes_decided", NEW."created_at", NEW."description", NEW."found_via_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."platform", NEW."platform_id", NEW."posted", NEW."posted_basis", NEW."ref", NEW."rights", NEW."sound", NEW."standing", NEW."state", NEW."text_language", NEW."title", NEW."url", NEW."verification", NEW."verification_notes"); RETURN NULL;',
                            hash="0142800c65dc415095206413079a09c550264b6e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_cba92",
                            table="testimonies_mediaitem",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mediaitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "testimonies_mediaitemevent" ("account", "account_holder", "basis", "basis_by", "basis_note", "basis_on", "basis_witness_id", "caption", "caption_language", "captured", "captured_by", "captured_with", "collection_id", "content_note_text", "content_notes", "content_notes_decided", "created_at", "description", "found_via_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "platform", "platform_id", "posted", "posted_basis", "ref", "rights", "sound", "standing", "state", "text_language", "title", "url", "verification", "verification_notes") VALUES (NEW."account", NEW."account_holder", NEW."basis", NEW."basis_by", NEW."basis_note", NEW."basis_on", NEW."basis_witness_id", NEW."caption", NEW."caption_language", NEW."captured", NEW."captured_by", NEW."captured_with", NEW."collection_id", NEW."content_note_text", NEW."content_notes", NEW."content_notes_decided", NEW."created_at", NEW."description", NEW."found_via_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."platform", NEW."platform_id", NEW."posted", NEW."posted_basis", NEW."ref", NEW."rights", NEW."sound", NEW."standing", NEW."state", NEW."text_language", NEW."title", NEW."url", NEW."verification", NEW."verification_notes"); RETURN NULL;',
                            hash="3794a86969d5e3491e670e7418cd7db8a9f748f4",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_44712",
                            table="testimonies_mediaitem",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="mediaitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "testimonies_mediaitemevent" ("account", "account_holder", "basis", "basis_by", "basis_note", "basis_on", "basis_witness_id", "caption", "caption_language", "captured", "captured_by", "captured_with", "collection_id", "content_note_text", "content_notes", "content_notes_decided", "created_at", "description", "found_via_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "platform", "platform_id", "posted", "posted_basis", "ref", "rights", "sound", "standing", "state", "text_language", "title", "url", "verification", "verification_notes") VALUES (OLD."account", OLD."account_holder", OLD."basis", OLD."basis_by", OLD."basis_note", OLD."basis_on", OLD."basis_witness_id", OLD."caption", OLD."caption_language", OLD."captured", OLD."captured_by", OLD."captured_with", OLD."collection_id", OLD."content_note_text", OLD."content_notes", OLD."content_notes_decided", OLD."created_at", OLD."description", OLD."found_via_id", OLD."id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."platform", OLD."platform_id", OLD."posted", OLD."posted_basis", OLD."ref", OLD."rights", OLD."sound", OLD."standing", OLD."state", OLD."text_language", OLD."title", OLD."url", OLD."verification", OLD."verification_notes"); RETURN NULL;',
                            hash="b0520829c76e02c05d629b8a6d119eac69334c53",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fa3f2",
                            table="testimonies_mediaitem",
                            when="AFTER",
                        ),
                    ),
                ),
                migrations.AddConstraint(
                    model_name="consent",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "scope__in",
                                [
                                    testimonies.terms.vocabulary.Scope["ARCHIVE"],
                                    testimonies.terms.vocabulary.Scope["WEB"],
                                    testimonies.terms.vocabulary.Scope["QUOTATION"],
                                    testimonies.terms.vocabulary.Scope["TRANSLATION"],
                                    testimonies.terms.vocabulary.Scope["IMAGE"],
                                    testimonies.terms.vocabulary.Scope["VOICE"],
                                    testimonies.terms.vocabulary.Scope["REUSE"],
                                    testimonies.terms.vocabulary.Scope["MACHINE"],
                                ],
                            )
                        ),
                        name="consent_scope_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="consent",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            (
                                "basis__in",
                                [
                                    testimonies.terms.vocabulary.ConsentBasis["DOCUMENTED"],
                                    testimonies.terms.vocabulary.ConsentBasis["RECORDED"],
                                    testimonies.terms.vocabulary.ConsentBasis[
                                        "PREVIOUSLY_PUBLISHED"
                                    ],
                                    testimonies.terms.vocabulary.ConsentBasis[
                                        "PUBLIC_INTEREST"
                                    ],
                                ],
                            )
                        ),
                        name="consent_basis_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="consent",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "basis",
                                    testimonies.terms.vocabulary.ConsentBasis[
                                        "PREVIOUSLY_PUBLISHED"
                                    ],
                                ),
                                _negated=True,
                            ),
                            models.Q(("outlet", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="consent_names_the_outlet",
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="consent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF FALSE THEN RETURN NEW; END IF; RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514';",
                            hash="e995ce3604e854ee9d5233ccdd6ba30d89258ba2",
                            operation="UPDATE",
                            pgid="pgtrigger_append_only_update_d0ef3",
                            table="testimonies_consent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="consent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514';",
                            hash="a2daf1db0ab84cac96829490c17e977828a03990",
                            operation="DELETE",
                            pgid="pgtrigger_append_only_delete_5b14f",
                            table="testimonies_consent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="consent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only_truncate",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="IF current_setting('kua.flush', true) = 'on' THEN RETURN NULL; END IF; RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514';",
                            hash="46ca9776a9db6a65e543814961351d9bcd2bc7a1",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_append_only_truncate_c8b01",
                            table="testimonies_consent",
                            when="BEFORE",
                        ),
                    ),
                ),
            ]
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
