"""The cast: one person per role, and a stranger with none."""

from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection

from testimonies.models import User
from testimonies.terms import Role

PASSWORD = "a long enough passphrase"


def make_person(name: str, role: Role | None = None) -> User:
    """Make an account, with the desk's door open to all who have a role there.

    Most tests have people, so that it is one round to the database, where the
    managers make four; whatever the database does about a new account, it does.
    """
    person = User(
        username=name.lower(),
        password=_hashed(),
        is_staff=role is not None and role is not Role.RESEARCHER,
    )
    values = [
        field.get_db_prep_save(field.pre_save(person, add=True), connection)
        for field in _columns()
    ]
    with connection.cursor() as cursor:
        cursor.execute(_statements(), [*values, person.username, role, person.username])
        while cursor.nextset():
            pass
        columns = [column.name for column in cursor.description]
        is_in_group, *row = cursor.fetchone()
    assert is_in_group == (role is not None), f"there is no group {role}"
    return User.from_db("default", columns[1:], row)


@cache
def _hashed() -> str:
    return make_password(PASSWORD)


@cache
def _columns() -> list[Any]:
    return [
        field for field in User._meta.local_concrete_fields if not field.primary_key
    ]


@cache
def _statements() -> str:
    """Write the row, put it into the role's group, and read what became of both."""
    users, members = User._meta.db_table, User.groups.through._meta.db_table
    columns = [field.column for field in _columns()]
    # Every name in it is a model's own.
    return (
        f"INSERT INTO {users} ({', '.join(columns)})"
        f" VALUES ({', '.join(['%s'] * len(columns))});"
        f" INSERT INTO {members} (user_id, group_id) SELECT u.id, g.id"
        f" FROM {users} u, auth_group g WHERE u.username = %s AND g.name = %s;"
        f" SELECT EXISTS (SELECT FROM {members} WHERE user_id = u.id), u.*"
        f" FROM {users} u WHERE u.username = %s"
    )
