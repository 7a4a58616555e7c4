"""Tags: one per subject, whatever its case, spelling or script."""

from functools import partial
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from taggit.models import GenericTaggedItemBase, TagBase

from testimonies.models.base import Described, one_of
from testimonies.models.guards import names_one_tag, on_content, tracked
from testimonies.terms import REF_PATTERN, Kind, TagKind, labelled, new_ref


# The plugin cannot follow a relation to a class whose base has no types.
class Tag(TagBase, Described):  # type: ignore[django-manager-missing]
    """A subject (or a platform's noise) under which records are found."""

    TRANSLATED = ("name", "description")

    ref = models.CharField(
        max_length=12,
        unique=True,
        editable=False,
        default=partial(new_ref, Kind.TAG),
    )
    description = models.TextField(blank=True)
    kind = models.CharField(
        max_length=8, choices=labelled(TagKind), default=TagKind.SUBJECT
    )

    # Named here because the base class, which is untyped, hides it from the checker.
    objects: ClassVar[models.Manager["Tag"]] = models.Manager()

    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False
    )

    class Meta:
        verbose_name = "tag"
        verbose_name_plural = "tags"
        ordering: ClassVar = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("name"), name="tag_name_once"),
            models.CheckConstraint(
                condition=Q(ref__regex=f"^{REF_PATTERN}$"), name="tag_ref_form"
            ),
            one_of("kind", [*TagKind], name="tag_kind_known"),
        ]
        triggers: ClassVar = names_one_tag("NEW.id")

    @property
    def kept(self) -> "Tag":
        """The tag as which readers get this one: another, if it was merged."""
        merged_into: Tag | None = self.merged_into
        return merged_into or self


class TagAlias(models.Model):
    """Another spelling or script of a tag's name."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=100)

    class Meta:
        verbose_name_plural = "tag aliases"
        ordering: ClassVar = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("name"), name="tagalias_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="tagalias_present"),
        ]
        triggers: ClassVar = names_one_tag("NEW.tag_id")

    def __str__(self) -> str:
        return self.name


@tracked
class Tagging(GenericTaggedItemBase):
    """One tag on one testimony, quote or media item."""

    objects: ClassVar[models.Manager["Tagging"]] = models.Manager()

    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="taggings")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["tag", "content_type", "object_id"], name="tagging_once"
            )
        ]
        triggers: ClassVar = on_content()

    def __str__(self) -> str:
        return f"{self.tag.kept}"
