from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('testimonies', '0013_unseen_guests'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='ledgerevent',
            index=models.Index(condition=models.Q(('action', 'met_protected_term')), fields=['at'], name='ledgerevent_met'),
        ),
    ]
