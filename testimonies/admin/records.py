"""The pages of records that move: state and standing, open moves, findings."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy

from testimonies.admin.base import DeskAdmin
from testimonies.admin.doors import OwnPage
from testimonies.admin.findings import findings_for
from testimonies.admin.moves import move_view, older_editions
from testimonies.admin.own_pages import ModelT
from testimonies.admin.previews import changes, preview
from testimonies.admin.rules import DRAFTS
from testimonies.admin.tagging import TagInline, completions
from testimonies.admin.visit import person_of, roles_held
from testimonies.admin.words import (
    MOVES_IN_WORDS,
    STANDINGS_IN_WORDS,
    STATES_IN_WORDS,
)
from testimonies.catalogue import current_edition, path_of
from testimonies.moderation import awaits_another, open_moves
from testimonies.terms import Move, MoveName, Role, Standing, State, kind_of


class RecordAdmin(DeskAdmin[ModelT]):
    """A testimony, a media item or a collection."""

    list_display: Any = (
        "title",
        "state_in_words",
        "standing_in_words",
        "ref",
    )
    list_filter: ClassVar[Any] = ("state", "standing")
    search_fields: ClassVar[Any] = ("title", "ref")
    ordering = ("-pk",)
    # Which role a move needs stands in the table of moves.
    own_pages: ClassVar[tuple[OwnPage, ...]] = (
        OwnPage("move", "move/<slug:move>/", "move_view", Role.CONTRIBUTOR),
        OwnPage("preview", "preview/", "preview_view", Role.CONTRIBUTOR),
        OwnPage("changes", "changes/", "changes_view", Role.CONTRIBUTOR),
    )

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_in_words(self, record: Any) -> Any:
        return STATES_IN_WORDS[State(record.state)]

    @admin.display(description=gettext_lazy("readers have it"), ordering="standing")
    def standing_in_words(self, record: Any) -> Any:
        return STANDINGS_IN_WORDS[Standing(record.standing)]

    def move_view(self, request: HttpRequest, record: Any, move: str) -> HttpResponse:
        """Show what a move does, or make it."""
        return move_view(self, request, record, move)

    def preview_view(self, request: HttpRequest, record: Any) -> HttpResponse:
        """Show the draft as readers would get it."""
        return preview(record, request.GET.get("text", ""))

    def changes_view(self, request: HttpRequest, record: Any) -> HttpResponse:
        """Show what the draft changes of what readers have."""
        return changes(record)

    def about(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        edition, roles = current_edition(row.ref), roles_held(request)
        moves = open_moves(row, person_of(request), roles)
        context: dict[str, Any] = {
            "preview_address": self.url_of("preview", row.pk),
            "changes_address": self.url_of("changes", row.pk) if edition else "",
            "panel": {
                "state": self.state_in_words(row),
                "standing": self.standing_in_words(row),
                "edition": edition.number if edition else None,
                "public": path_of(kind_of(row.ref), row.ref, "") if edition else "",
                "moves": self.buttons(row, moves),
                "awaits_another": awaits_another(row, moves, roles),
                "findings": findings_for(request, row),
                "leaves_review": row.state not in {*DRAFTS, State.SETTLED}
                and self.has_change_permission(request, row),
                "is_settled": row.state == State.SETTLED,
            },
        }
        if any(
            isinstance(each, TagInline)
            for each in self.get_inline_instances(request, row)
        ):
            context["tag_names"] = completions()
        return context

    def buttons(self, row: Any, moves: Iterable[Move]) -> list[dict[str, Any]]:
        """Give what a button says, for each of the moves that leads somewhere."""
        return [
            {
                "label": MOVES_IN_WORDS[move.name].label,
                "effect": MOVES_IN_WORDS[move.name].effect,
                "name": move.name.value,
                "address": self.url_of("move", row.pk, move.name.value),
            }
            for move in moves
            if move.name is not MoveName.RETRACT or older_editions(row, move).are_any
        ]
