"""New passages, typed into the form of their transcript."""

import pytest

from testimonies.models import Passage, Testimony, Transcript, User
from tests.admin.desk import Desk
from tests.factories import make_passage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("number", ["", "0"])
def test_new_passages_are_saved_at_once_in_their_order(
    at_desk: dict[str, Desk], testimony: Testimony, count: int, number: str
) -> None:
    transcript = Transcript.objects.get(testimony=testimony)
    before = list(transcript.passages.values_list("pk", flat=True))
    page = at_desk["contributor"].change(transcript)
    typed = [f"Passage {at} of {count}." for at in range(count)]
    rows: dict[str, str] = {}
    # The page offers one empty row; the others are added to it.
    first = int(page.values["passages-TOTAL_FORMS"][0]) - 1
    for at, text in enumerate(typed):
        if at:
            page.add_row("passages")
        own = f"passages-{first + at}"
        rows |= {f"{own}-text": text, f"{own}-number": number}
        rows |= {f"{own}-kind": "testimony"}
    saved = page.send(**rows)
    assert saved.errors == ""
    made = Passage.objects.filter(transcript=transcript).exclude(pk__in=before)
    by_number = list(made.order_by("number").values_list("text", flat=True))
    by_position = list(made.order_by("position").values_list("text", flat=True))
    assert by_number == by_position == typed
    assert made.values("number").distinct().count() == count


@pytest.mark.parametrize("role", ["editor", "steward"])
def test_a_passage_is_deleted_in_the_form_of_its_transcript(
    at_desk: dict[str, Desk], testimony: Testimony, editor: User, role: str
) -> None:
    transcript = Transcript.objects.get(testimony=testimony)
    last = make_passage(transcript, "It was calm.", by=editor)
    row = transcript.passages.count() - 1
    page = at_desk[role].change(transcript)
    own = page.add_row("passages", text="We slept.", kind="testimony", number="")
    page.send(**{f"passages-{row}-DELETE": "on", **own})
    assert not Passage.objects.filter(pk=last.pk).exists()
    assert transcript.passages.filter(text="We slept.").exists()
