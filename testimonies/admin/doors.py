"""Who may open each page of the desk: one declaration a page, and none without one.

The pages of a model say it by their admin class (`sees`, `adds`, `changes`,
`deletes`), pages of our own by OwnPage, the desk's own by SITE_PAGES. A page that
nothing declares is no route of the desk: archive/audiences.py refuses it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.http import HttpRequest

from testimonies.admin.visit import holds, manages_people
from testimonies.terms import Role


class Beside(StrEnum):
    """Who may do something where no role decides it."""

    EVERYBODY = "whoever works at the desk"
    MANAGERS = "managers of accounts"
    NOBODY = "nobody"


Who = Role | Beside


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A page about one row, or `of_all`, that Django's admin does not have.

    `path` stands below the row's address, `view` is the admin class's method, which is
    given the row; `who` is asked before the row is looked for. A page `of_all` stands
    below the list's address and is given no row. A page that `checks_token` does so by
    itself, after it has said how to read the body.
    """

    name: str
    path: str
    view: str
    who: Who
    checks_token: bool = False
    of_all: bool = False

    @property
    def route(self) -> str:
        """Give the route below the list's address."""
        return self.path if self.of_all else f"<path:object_id>/{self.path}"


# Below the desk's address: its first page, a group of models, the calendar's words, a
# person's own sign-in, and Django's list of choices, which no field of the desk uses.
SITE_PAGES: Mapping[str, Who] = {
    "index": Beside.EVERYBODY,
    "app_list": Beside.EVERYBODY,
    "jsi18n": Beside.EVERYBODY,
    "logout": Beside.EVERYBODY,
    "password_change": Beside.EVERYBODY,
    "password_change_done": Beside.EVERYBODY,
    "autocomplete": Beside.NOBODY,
}

# Which declaration of its admin class opens a page of a model. To change a row is
# asked of the row besides: whoever may only look at it gets the page without a form.
MODEL_PAGES: Mapping[str, str] = {
    "changelist": "sees",
    "add": "adds",
    "change": "sees",
    "history": "sees",
    "delete": "deletes",
}


def may(request: HttpRequest, who: Who) -> bool:
    """Say whether the person at the desk is among those declared."""
    match who:
        case Role():
            return holds(request, who)
        case Beside.MANAGERS:
            return manages_people(request)
        case Beside.EVERYBODY:
            return holds(request, Role.CONTRIBUTOR) or manages_people(request)
        case Beside.NOBODY:
            return False


def may_enter(request: HttpRequest) -> bool:
    """Say whether who is signed in has work at the desk: asked once in a request."""
    return may(request, Beside.EVERYBODY)
