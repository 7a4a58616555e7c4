"""Sources and places: facts about the world that documents copy."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from testimonies.models.base import Described, one_of, safe_link
from testimonies.models.guards import on_content, tracked
from testimonies.terms import Precision, labelled


@tracked
class Source(models.Model):
    """Where something was published."""

    title = models.CharField(max_length=300)
    outlet = models.CharField(max_length=200, blank=True)
    author = models.CharField(max_length=200, blank=True)
    published = models.CharField(
        "published on", max_length=40, blank=True, help_text="EDTF, e.g. 2022-01~"
    )
    url = models.URLField("link", max_length=600, blank=True)
    archived_url = models.URLField("archived copy", max_length=600, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            safe_link("url", name="source_url_scheme"),
            safe_link("archived_url", name="source_archived_url_scheme"),
            models.CheckConstraint(condition=~Q(title=""), name="source_title_present"),
        ]
        triggers: ClassVar = on_content()

    def __str__(self) -> str:
        return f"{self.title} ({self.outlet})" if self.outlet else self.title


@tracked
class Place(Described):
    """A place as coarsely as it may be named in public."""

    TRANSLATED = ("name",)

    name = models.CharField(max_length=200)
    other_names = models.TextField(
        blank=True, help_text="Other spellings and scripts, one a line."
    )
    country = models.CharField(
        max_length=2, blank=True, help_text="ISO 3166-1 alpha-2, e.g. KZ"
    )
    precision = models.CharField(
        max_length=10, choices=labelled(Precision), default=Precision.CITY
    )

    # Whole numbers, so that nothing finer than some hundred kilometres can be held.
    latitude = models.SmallIntegerField(
        null=True,
        blank=True,
        help_text="Of its middle, in whole degrees; south of the equator below 0.",
    )
    longitude = models.SmallIntegerField(
        null=True,
        blank=True,
        help_text="Of its middle, in whole degrees; west of Greenwich below 0.",
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            one_of("precision", [*Precision], name="place_precision_known"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__isnull=False,
                    longitude__range=(-180, 180),
                ),
                name="place_position_whole",
                violation_error_message=(
                    "Give both: a latitude from -90 to 90 and a longitude from -180"
                    " to 180, in whole degrees."
                ),
            ),
            models.CheckConstraint(
                condition=Q(country="") | Q(country__regex="^[A-Z]{2}$"),
                name="place_country_form",
            ),
        ]
        triggers: ClassVar = on_content()

    def __str__(self) -> str:
        return self.name
