"""The counts of facets follow the entries, in the same transaction."""

from django.db import connection

from testimonies import catalogue
from testimonies.models import Entry, FacetCount, User
from testimonies.moderation import merge_tags, withdraw
from testimonies.terms import WithdrawalReason
from tests.factories import Desk
from tests.search.small import make_archive


def recounted() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT token, count(*) FROM testimonies_entry, unnest(facets) token"
            " GROUP BY token"
        )
        return dict(cursor.fetchall())


def kept() -> dict[str, int]:
    return dict(FacetCount.objects.values_list("token", "records"))


def test_counts_follow_publishing_merging_and_withdrawing(
    editor: User, reviewer: User, steward: User
) -> None:
    archive = make_archive(Desk(editor, reviewer, steward))
    assert kept() == recounted()
    assert kept()[f"tag:{archive.almaty.ref}"] == 2
    assert catalogue.facet_counts("tag")[archive.almaty.ref] == 2
    noise = archive.clip.tags.get(slug="noise")
    merge_tags(archive.almaty, noise, by=editor)
    assert kept() == recounted()
    assert f"tag:{noise.ref}" not in kept()
    for record in (archive.clip, archive.testimony):
        withdraw(record, by=reviewer, category=WithdrawalReason.SAFETY)
        assert kept() == recounted()
    assert f"tag:{archive.almaty.ref}" not in kept()


def test_what_nothing_public_has_is_not_kept(
    editor: User, reviewer: User, steward: User
) -> None:
    make_archive(Desk(editor, reviewer, steward))
    Entry.objects.all().delete()
    assert kept() == {}


def test_a_wrong_count_is_named_and_mended(
    editor: User, reviewer: User, steward: User
) -> None:
    make_archive(Desk(editor, reviewer, steward))
    FacetCount.objects.filter(token="kind:t").update(records=7)
    FacetCount.objects.filter(token="kind:m").delete()
    FacetCount.objects.create(token="place:Nowhere", records=1)
    problems = catalogue.rebuild_entries(check=True)
    assert [problem.split()[2] for problem in problems] == [
        "kind:m",
        "kind:t",
        "place:Nowhere",
    ]
    assert catalogue.rebuild_entries() == problems
    assert kept() == recounted()
