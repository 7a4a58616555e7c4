"""The app's configuration; its one signal handler makes the groups after migration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TestimoniesConfig(AppConfig):
    """Kuä."""

    name = "testimonies"
    verbose_name = "Kuä"

    def ready(self) -> None:
        # The rooms can be imported only once the models are there.
        from testimonies import checks  # noqa: F401, PLC0415
        from testimonies.moderation import make_groups  # noqa: PLC0415

        post_migrate.connect(make_groups, sender=self)
