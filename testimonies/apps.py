"""The app's configuration; after a migration it makes the groups, and entries anew."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TestimoniesConfig(AppConfig):
    """Kuä."""

    name = "testimonies"
    verbose_name = "Kuä"

    def ready(self) -> None:
        # The rooms can be imported only once the models are there.
        from testimonies import checks  # noqa: F401, PLC0415
        from testimonies.catalogue import rebuild_after_migration  # noqa: PLC0415
        from testimonies.moderation import make_groups  # noqa: PLC0415

        post_migrate.connect(make_groups, sender=self)
        post_migrate.connect(rebuild_after_migration, sender=self)
