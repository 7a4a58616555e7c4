"""A form that was cut off on its way does nothing, though its rest reads as whole."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client

from archive.whole import CutOff, WholeBodies, _Counted
from testimonies.catalogue import editions
from testimonies.ledger import acting
from testimonies.models import Concern, Testimony, User
from testimonies.moderation import approve, revise, submit
from tests import factories
from tests.admin.desk import Desk, page_of

pytestmark = pytest.mark.django_db

BODY = b"title=A&words=B\n"


def counted(came: bytes) -> _Counted:
    return _Counted({"wsgi.input": BytesIO(came)}, len(BODY))


def test_a_whole_body_is_read_in_any_portions() -> None:
    for sizes in ((-1,), (16,), (5, 100), (3, 13)):
        stream = counted(BODY + b"the next request")
        assert b"".join(map(stream.read, sizes)) == BODY
        assert stream.read() == b""
    stream = counted(BODY)
    assert (stream.readline(), stream.readline()) == (BODY, b"")


@pytest.mark.parametrize(
    "read",
    [
        lambda stream: stream.read(),
        lambda stream: stream.read(len(BODY)),
        lambda stream: (stream.read(4), stream.read(100)),
        lambda stream: stream.readline(),
    ],
)
def test_one_that_ends_early_is_none(read: Callable[[Any], object]) -> None:
    with pytest.raises(CutOff, match="3 bytes early"):
        read(counted(BODY[:-3]))


def cut_off(client: Client, left_out: str) -> Client:
    """Give a client whose line breaks before the last so many letters of a body."""
    django = client.handler

    def answer(environ: dict[str, Any]) -> Any:
        body = environ["wsgi.input"].read()
        assert body.endswith(left_out.encode())
        environ["wsgi.input"] = BytesIO(body.removesuffix(left_out.encode()))
        return WholeBodies(lambda given, _: django(given))(environ, print)

    client.handler = answer  # type: ignore[assignment]
    return client


@pytest.mark.parametrize("checks", [False, True], ids=["", "with its token"])
def test_a_publication_without_its_last_field_is_none(
    editor: User, reviewer: User, steward: User, *, checks: bool
) -> None:
    """Erasing the older editions is the last box of the form, and ticked."""
    people = factories.Desk(editor, reviewer, steward)
    record = people.published_testimony()
    revise(record, by=editor)
    with acting(editor):
        Testimony.objects.filter(pk=record.pk).update(title="Without the name")
    submit(record, by=editor)
    approve(record, by=reviewer)
    desk = Desk(steward, checks=checks)
    address = page_of(record, "move", "publish")
    values = desk.open(address).values
    box = {"retract_superseded": values.pop("retract_superseded")}
    left_out = f"&{urlencode(box, doseq=True)}"
    body = f"{urlencode(values, doseq=True)}{left_out}"
    form = "application/x-www-form-urlencoded"
    response = cut_off(desk.client, left_out).post(address, body, form)
    assert is_refused(response)
    assert len(editions(record.ref)) == 1


def is_refused(response: Any) -> bool:
    words = "ended before all of it had arrived, so nothing was saved"
    return response.status_code == 400 and words in response.content.decode()


def test_a_report_without_its_last_field_is_none() -> None:
    record = factories.make_other_desk().published_testimony()
    client, form = cut_off(Client(), "&words=Help"), "application/x-www-form-urlencoded"
    body = "kind=danger&language=en&words=Help"
    assert is_refused(client.post(f"/report/{record.ref}/", body, form))
    assert not Concern.objects.exists()


def test_one_of_somebody_who_is_signed_out_is_refused_as_cut_off_too() -> None:
    """What was typed is read to be given back."""
    client, form = cut_off(Client(), "&name=A"), "application/x-www-form-urlencoded"
    address = "/admin/testimonies/witness/add/"
    assert is_refused(client.post(address, "language=en&name=A", form))


def test_a_form_with_a_file_is_none_without_its_end(steward: User) -> None:
    """Its parts are read as a stream, which ends early too."""
    witness = factories.make_witness(by=steward)
    client = Desk(steward).client
    end = "\r\n--BoUnDaRyStRiNg--\r\n"
    address = page_of(witness)
    assert is_refused(cut_off(client, end).post(address, {"name": "A", "_save": "1"}))
    witness.refresh_from_db()
    assert witness.name != "A"


def test_the_server_takes_no_body_by_another_way() -> None:
    """Tests go through it nowhere: it looks at the database at once."""
    text = (settings.BASE_DIR / "archive" / "wsgi.py").read_text()
    assert "application = SafeFirst(WholeBodies(_django))" in text
