"""The synthetic archive says what it is, is the same each time, and stays apart."""

from collections.abc import Iterator
from itertools import islice

import pytest

from benchmarks.search import corpus, database, vocabulary
from benchmarks.search.shapes import LANGUAGES, forms, stems
from testimonies.catalogue import encode
from testimonies.terms import EdtfDate, Kind, parse_ref


@pytest.fixture(autouse=True)
def _few_words(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    cached = (vocabulary.vocabulary, vocabulary.tag_names, vocabulary.tag_refs)
    for name, size in (("WORDS", 300), ("COLLOCATIONS", 20), ("TAGS", 40)):
        monkeypatch.setattr(vocabulary, name, size)
    monkeypatch.setattr(corpus, "TAGS", 40)
    for function in cached:
        function.cache_clear()
    yield
    for function in cached:
        function.cache_clear()


def test_every_record_says_that_it_is_synthetic() -> None:
    for document in corpus.documents(corpus.SHORT, 0, 40):
        assert "ynthetic" in encode(document)
    kinds = {document.ref[0] for document in corpus.documents(corpus.SHORT, 0, 20)}
    assert kinds == {Kind.WITNESS, Kind.TESTIMONY, Kind.QUOTE, Kind.MEDIA}


def test_records_are_the_same_each_time_wherever_one_begins() -> None:
    once = [encode(each) for each in corpus.documents(corpus.SHORT, 0, 30)]
    again = [encode(each) for each in corpus.documents(corpus.SHORT, 20, 30)]
    assert once[20:] == again
    assert len(set(once)) == len(once)


def test_refs_and_dates_are_well_formed() -> None:
    numbers = range(0, 60_000, 7)
    refs = [vocabulary.ref_of(Kind.MEDIA, number) for number in numbers]
    assert [parse_ref(ref) for ref in refs] == refs
    assert len(set(refs)) == len(refs)
    for document in corpus.documents(corpus.SHORT, 0, 60):
        if date := getattr(document, "happened", "") or getattr(document, "posted", ""):
            EdtfDate.parse(date)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_have_forms(language: str) -> None:
    found = list(islice(stems(language, seed=1), 50))
    assert len(set(found)) == len(found)
    assert sum(len(forms(stem, language, seed=1)) for stem in found) >= 2 * len(found)


def test_no_other_database_is_touched() -> None:
    with pytest.raises(database.NoBenchDatabase, match="kua_bench"):
        database.prepare()
