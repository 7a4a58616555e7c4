"""What the archive holds of a media item, as its page at the desk shows it.

Cleaned copies can be looked at, covered where the item is graphic; of an original only
what is known about it is shown, with the others that look like it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from testimonies.admin.findings import page_of
from testimonies.admin.rules import words
from testimonies.custody import look_alikes
from testimonies.models import MediaFile, MediaItem
from testimonies.moderation import Posting, posting_of
from testimonies.terms import COVERED_NOTES, Agreement, FileRole, Fixity

if TYPE_CHECKING:
    from testimonies.admin.base import DeskAdmin

FIXITY_IN_WORDS = {
    "": _("not checked since"),
    Fixity.INTACT: _("intact"),
    Fixity.MISSING: _("missing"),
    Fixity.CHANGED: _("changed"),
}
ROLES_IN_WORDS = {
    FileRole.ORIGINAL: _("original"),
    FileRole.PUBLIC_COPY: _("cleaned copy"),
    FileRole.POSTER: _("still picture"),
    FileRole.SCREENSHOT: _("screenshot"),
    FileRole.CAPTURE: _("capture"),
}
AGREEMENTS_IN_WORDS = {
    Agreement.AGREE: _("This agrees with the stated date."),
    Agreement.DIFFER: _("This differs from the stated date."),
    Agreement.UNKNOWN: _("It cannot be compared with a stated date."),
}


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A cleaned copy and where the desk can look at it."""

    row: MediaFile
    role: Any
    address: str

    @property
    def family(self) -> str:
        return self.row.media_type.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Alike:
    """Another original that looks like this one, or is the same."""

    item: MediaItem
    address: str
    is_same: bool


@dataclass(frozen=True, slots=True)
class Holding:
    """One original with its copies."""

    row: MediaFile
    fixity: Any
    copies: list[CopyLine]
    alike: list[Alike]

    @property
    def still(self) -> CopyLine | None:
        """The smallest picture of it."""
        pictures = [line for line in self.copies if line.family == "image"]
        return min(pictures, key=lambda line: line.row.size, default=None)

    @property
    def recording(self) -> CopyLine | None:
        played = (line for line in self.copies if line.family in {"video", "audio"})
        return next(played, None)


def holdings_of(
    page: "DeskAdmin[Any]", request: HttpRequest, item: MediaItem
) -> dict[str, Any]:
    """Give what the panel shows. Two queries, and one for each original."""
    may_add = page.has_change_permission(request, item)
    posting: Posting | None = posting_of(item)
    graphic = [note for note in item.notes if note in COVERED_NOTES]
    return {
        "held": [_holding(page, item, row) for row in _originals(item)],
        "covered": ", ".join(words(note) for note in graphic),
        "add_address": page.url_of("file", item.pk) if may_add else "",
        "posting": posting,
        "agreement": posting and AGREEMENTS_IN_WORDS[posting.agreement],
    }


def _originals(item: MediaItem) -> Any:
    rows = item.files.filter(cleaned_from__isnull=True).order_by("pk")
    return rows.prefetch_related("copies")


def _holding(page: "DeskAdmin[Any]", item: MediaItem, row: MediaFile) -> Holding:
    copies = sorted(row.copies.all(), key=lambda copy: copy.pk)
    return Holding(
        row,
        FIXITY_IN_WORDS[Fixity(row.fixity) if row.fixity else ""],
        [
            CopyLine(
                copy,
                ROLES_IN_WORDS[FileRole(copy.role)],
                page.url_of("copy", item.pk, copy.pk),
            )
            for copy in copies
        ],
        [
            Alike(other.item, page_of(other.item), other.sha256 == row.sha256)
            for other in look_alikes(row)
        ],
    )
