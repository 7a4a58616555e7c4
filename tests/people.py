"""The cast: one person per role, and a stranger with none."""

from django.contrib.auth.models import Group

from testimonies.models import User
from testimonies.terms import Role

PASSWORD = "a long enough passphrase"


def make_person(name: str, role: Role | None = None) -> User:
    """Make an account, with the desk's door open to all who have a role there."""
    person = User.objects.create_user(
        name.lower(),
        password=PASSWORD,
        is_staff=role is not None and role is not Role.RESEARCHER,
    )
    if role:
        # One row, where the manager asks five times: there is a person in most tests.
        group = Group.objects.get_or_create(name=role)[0]
        User.groups.through.objects.create(user=person, group=group)
        # The database raised what sessions are bound to.
        person.refresh_from_db(fields=["session_epoch"])
    return person
