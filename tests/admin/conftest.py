"""People at the desk, and a published testimony with everything on it."""

import pytest

from testimonies.models import Quote, Testimony, User
from testimonies.terms import Scope
from tests import factories
from tests.admin.desk import Desk


@pytest.fixture
def at_desk(
    contributor: User, editor: User, reviewer: User, steward: User, researcher: User
) -> dict[str, Desk]:
    """Give everybody's desk by their role."""
    manager = User.objects.create_superuser("root")
    people = {
        "contributor": contributor,
        "editor": editor,
        "reviewer": reviewer,
        "steward": steward,
        "researcher": researcher,
        "manager": manager,
    }
    return {role: Desk(person) for role, person in people.items()}


@pytest.fixture
def testimony(editor: User, steward: User) -> Testimony:
    """Give a draft by the editor that passes every gate, with a quote."""
    testimony = factories.make_testimony(by=editor)
    factories.grant(
        testimony.witness, Scope.WEB, Scope.QUOTATION, Scope.TRANSLATION, by=steward
    )
    factories.make_quote(
        testimony, by=editor, passage=factories.first_passage(testimony)
    )
    return testimony


@pytest.fixture
def quote(testimony: Testimony) -> Quote:
    return Quote.objects.get(testimony=testimony)


@pytest.fixture
def published(
    testimony: Testimony, editor: User, reviewer: User, steward: User
) -> Testimony:
    factories.publish(testimony, editor=editor, reviewer=reviewer, steward=steward)
    return testimony
