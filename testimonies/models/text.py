"""Our own texts in other languages, one row per record, field and language."""

from typing import ClassVar

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from testimonies.models.guards import on_content, tracked
from testimonies.terms import LANGUAGES


@tracked
class Translation(models.Model):
    """A translation of one editorial text; the original stands on the record."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    field = models.CharField(max_length=40)
    language = models.CharField(max_length=8, choices=list(LANGUAGES.items()))
    text = models.TextField()
    translator = models.CharField(max_length=200, blank=True)
    is_machine = models.BooleanField("made by a machine", default=False)
    is_reviewed = models.BooleanField("reviewed by a person", default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "field", "language"],
                name="translation_field_language_once",
            ),
            models.CheckConstraint(
                condition=~Q(text=""), name="translation_text_present"
            ),
        ]
        triggers: ClassVar = on_content()

    def __str__(self) -> str:
        return f"{self.field} ({self.language})"
