"""Searches that somebody keeps: theirs alone, for what is looked for can endanger."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

LONGEST_SEARCH = 2000


class SavedSearch(models.Model):
    """One search of one person, and up to which record they have seen what it finds.

    Nobody else sees it: no page of the desk lists it, no event and no history tells of
    it, and it goes with the account.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="saved_searches",
    )
    name = models.CharField(max_length=100)
    # As SearchQuery.querystring() writes it, from its first page.
    querystring = models.CharField(max_length=LONGEST_SEARCH)
    created_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(db_default=Now())
    # The newest place in the order of publication at that time.
    seen_sequence = models.BigIntegerField(default=0)

    class Meta:
        verbose_name_plural = "saved searches"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["owner", "querystring"], name="savedsearch_once"
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(querystring=""), name="savedsearch_present"
            ),
            models.CheckConstraint(
                condition=Q(seen_sequence__gte=0), name="savedsearch_seen_in_order"
            ),
        ]

    def __str__(self) -> str:
        """Tell nothing of the search: a list of what belongs to an account shows it."""
        return f"saved search {self.pk}"
