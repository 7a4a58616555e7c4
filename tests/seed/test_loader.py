"""The loader goes the way of everybody at the desk, and carries on where it stopped."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from testimonies import catalogue, ledger, models, moderation
from testimonies.models import Approval, Consent, Edition, User
from testimonies.moderation import ConsentEntry, MoveRefused
from testimonies.seed import SeedMalformed, load, loader
from testimonies.seed.tables import DATA, read_archive
from testimonies.terms import ConsentBasis, Scope, WithdrawalReason

Run = Callable[[], list[str]]

TESTIMONY, WITNESS, COLLECTION = "t9mt29qns", "w44p6r7ms", "cg55b8q49"
CLIPS = {
    "M1": "mxhsq6jn8",
    "M2": "mfx9zpxth",
    "M3": "mct5gqxzm",
    "M4": "m8fc8hctn",
    "M5": "mhrg55w7f",
}


@pytest.fixture
def run(editor: User, reviewer: User, steward: User) -> Run:
    """Load the archive as three people of the cast."""
    return partial(load, editor=editor, reviewer=reviewer, steward=steward)


def _issued(ref: str) -> Any:
    """Give the document that readers have."""
    stamps = catalogue.current_stamps(ref)
    assert stamps is not None
    found = catalogue.bundle(stamps)
    assert found is not None
    return found.main.document


def test_everything_is_published_by_the_moves_of_three_people(
    run: Run, reviewer: User
) -> None:
    told = run()
    assert told[-1] == f"testimony {TESTIMONY} (behind-closed-doors): published"
    assert len(told) == len(read_archive().tags) + 8
    assert ledger.verify() == []
    assert catalogue.rebuild_entries(check=True) == []
    assert set(Approval.objects.values_list("approver", flat=True)) == {reviewer.pk}
    assert set(Edition.objects.values_list("number", flat=True)) == {1}
    _require_the_account()
    _require_the_context()


def _require_the_account() -> None:
    account = _issued(TESTIMONY)
    quotes = [_issued(ref) for ref in account.quotes]
    assert [(quote.fidelity, quote.passage) for quote in quotes] == [
        ("verbatim", 4),
        ("paraphrase", 9),
        ("absent", None),
    ]
    (transcript,) = account.transcripts
    passages = {passage.number: passage for passage in transcript.passages}
    marked = passages[7]
    assert [(marked.text[m.start : m.end], m.kind) for m in marked.marks] == [
        ("[…]", "omission"),
        ("[from our home]", "insertion"),
    ]
    verbatim = passages[4].text[quotes[0].start : quotes[0].end]
    assert verbatim == quotes[0].text
    assert [(each.item, each.passage) for each in account.illustrations] == [
        (CLIPS["M1"], None),
        (CLIPS["M2"], 1),
        (CLIPS["M3"], 5),
        (CLIPS["M4"], 5),
        (CLIPS["M5"], 9),
    ]
    assert (account.language, transcript.language) == ("und", "en")
    assert not models.Transcript.objects.filter(is_original=False).exists()


def _require_the_context() -> None:
    covered = {key for key, ref in CLIPS.items() if _issued(ref).is_covered}
    assert covered == {"M4"}
    chronology = _issued(COLLECTION).events
    (toll,) = [event for event in chronology if "164" in event.text.text]
    assert toll.status == "withdrawn_by_source"
    assert "9 January 2022" in toll.status_note.text
    witness = _issued(WITNESS)
    assert (witness.name, witness.spelling_variants) == ("Lyazzat", ("Lyzzat",))
    consents = set(
        Consent.objects.values_list("scope", "basis", "outlet", "is_granted")
    )
    known = (ConsentBasis.PREVIOUSLY_PUBLISHED, "FRANCE 24 Observers", True)
    scopes = (Scope.ARCHIVE, Scope.WEB, Scope.QUOTATION, Scope.TRANSLATION)
    assert consents == {(scope, *known) for scope in scopes}
    for spelling in ("#АЛМАТЫ", "almaty", "Алма-Ата"):
        tag = catalogue.tag_by_name(spelling)
        assert tag is not None
        assert tag.slug == "almaty"
    assert catalogue.tag_by_name("kazahstan") == catalogue.tag_by_name("Қазақстан")


def test_a_second_run_changes_nothing_and_a_withdrawn_record_stays_withdrawn(
    run: Run, editor: User, reviewer: User, steward: User
) -> None:
    run()
    clip = models.MediaItem.objects.get(ref=CLIPS["M4"])
    moderation.withdraw(clip, by=reviewer, category=WithdrawalReason.SAFETY)
    entry = ConsentEntry(Scope.WEB, is_granted=False, basis=ConsentBasis.DOCUMENTED)
    witness = models.Witness.objects.get(ref=WITNESS)
    moderation.record_consent(witness, entry, by=steward)
    kept, merged = (models.Tag.objects.get(slug=slug) for slug in ("clashes", "rally"))
    moderation.merge_tags(kept, merged, by=editor)
    before = _counts()
    told = run()
    assert all(line.endswith("there already, left alone") for line in told)
    assert _counts() == before
    for ref in (CLIPS["M4"], TESTIMONY, WITNESS):
        assert catalogue.current_stamps(ref) is None
        assert catalogue.tombstone(ref) is not None


def _counts() -> list[int]:
    tables = (Approval, Consent, Edition, models.Tag, models.Place, models.Source)
    return [table._default_manager.count() for table in tables]


def test_an_interrupted_run_leaves_whole_records_and_the_next_goes_on(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def publish(record: Any, *, by: User) -> None:
        moderation.publish(record, by=by)
        assert record.ref != TESTIMONY, "the power fails"

    monkeypatch.setattr(loader, "publish", publish)
    with pytest.raises(AssertionError, match="power"):
        run()
    assert not models.Testimony.objects.exists()
    assert catalogue.current_stamps(CLIPS["M5"]) is not None
    monkeypatch.undo()
    assert [line for line in run() if not line.endswith("left alone")] == [
        f"testimony {TESTIMONY} (behind-closed-doors): published"
    ]
    assert ledger.verify() == []


def test_the_editor_alone_cannot_load_it(editor: User, steward: User) -> None:
    with pytest.raises(
        MoveRefused, match=r"collections\.toml.*«approve» needs the role"
    ):
        load(editor=editor, reviewer=editor, steward=steward)
    with pytest.raises(MoveRefused, match=r"collections\.toml.*somebody else"):
        load(editor=steward, reviewer=steward, steward=steward)
    assert not Edition.objects.exists()


SPOILT = [
    ("tags.toml", 'kind = "subject"', 'kind = "topic"', "“kind”.*Use one of subject"),
    (
        "tags.toml",
        'ref = "gbd5k5ccj"',
        'ref = "gbd5k5cck"',
        "“ref”: The ref .* mistyped",
    ),
    ("tags.toml", 'ref = "gbd5k5ccj"', 'ref = "cg55b8q49"', "“ref”.*another kind"),
    (
        "tags.toml",
        "slug =",
        "slugg =",
        "“slugg”: there is no such key here; use one of",
    ),
    (
        "tags.toml",
        "translations.ru]\nname",
        "translations.ru]\nslug",
        "“slug”.*translate",
    ),
    ("collections.toml", '"2022-01-04"', '"4 January"', "event 2, “date”"),
    (
        "collections.toml",
        'status = "reported"',
        'status = "withdrawn_by_source"',
        "event 1: Say when and how",
    ),
    (
        "collections.toml",
        'source = "amnesty"',
        'source = "x"',
        "“source”.*“x”.*observers",
    ),
]


@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_mistake_is_told_with_its_file_its_key_and_what_to_do(
    spoilt: tuple[str, str, str, str],
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file, old, new, advice = spoilt
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    monkeypatch.setattr(loader, "read_archive", partial(read_archive, folder))
    with pytest.raises(SeedMalformed, match=f"(?s){file}.*{advice}"):
        run()
    assert not Edition.objects.exists()


@pytest.mark.usefixtures("db")
def test_the_command_says_which_account_is_missing() -> None:
    with pytest.raises(CommandError, match=r"no account «editor».*--editor"):
        call_command("seed")


def test_the_command_tells_what_was_done(
    editor: User,
    reviewer: User,
    steward: User,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def told(**people: User) -> list[str]:
        return [f"{role}: {person}" for role, person in people.items()]

    monkeypatch.setattr("testimonies.management.commands.seed.load", told)
    cast = {"editor": editor, "reviewer": reviewer, "steward": steward}
    call_command("seed", *(f"--{role}={cast[role].username}" for role in cast))
    assert capsys.readouterr().out == "editor: boris\nreviewer: clara\nsteward: dana\n"
