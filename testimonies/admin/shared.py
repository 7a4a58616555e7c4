"""What many records share: who changes it is told which of them left review by that."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from testimonies.admin.base import DeskAdmin
from testimonies.admin.own_pages import ModelT
from testimonies.moderation import under_way


class SharedAdmin(DeskAdmin[ModelT]):
    """A source, a place or a witness."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Save it, and name the records whose approval or date that ended."""
        before = under_way() if request.method == "POST" and object_id else []
        answer = super().changeform_view(request, object_id, form_url, extra_context)
        still = under_way() if before else []
        if left := [f"{row} ({row.ref})" for row in before if row not in still]:
            sentence = _(
                "Words of theirs changed, so these records left review and have to be"
                " submitted again: %(records)s."
            )
            said = sentence % {"records": ", ".join(left)}
            self.message_user(request, said, messages.WARNING)
        return answer
