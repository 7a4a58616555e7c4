"""The same records as most Django projects would keep them: a row, a vector, taggit."""

from typing import ClassVar

from django.contrib.postgres.search import SearchVectorField
from django.db import models
from taggit.managers import TaggableManager
from taggit.models import ItemBase, TagBase


class PlainTag(TagBase):
    """A tag as taggit keeps it."""

    class Meta:
        managed = False
        db_table = 'bench"."tag'


class PlainTagged(ItemBase):
    """A tag on a record as taggit keeps it."""

    tag = models.ForeignKey(PlainTag, models.CASCADE, related_name="items")
    content_object = models.ForeignKey("PlainRecord", models.CASCADE)

    class Meta:
        managed = False
        db_table = 'bench"."tagged'


class PlainRecord(models.Model):
    """A record with its text and a vector of it."""

    title = models.TextField()
    body = models.TextField()
    kind = models.TextField()
    language = models.TextField()
    place = models.TextField()
    platform = models.TextField()
    year = models.IntegerField(null=True)
    published = models.DateTimeField()
    vector = SearchVectorField()
    tags = TaggableManager(through=PlainTagged)

    class Meta:
        managed = False
        db_table = 'bench"."record'
        ordering: ClassVar = ["-published", "-id"]

    def __str__(self) -> str:
        return self.title
