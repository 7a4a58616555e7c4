"""How words become lexemes: one analyser for the index, queries, snippets, concordance.

Pure: no database, no models, no HTTP. It writes `tsvector` literals and `tsquery` texts
itself, so that what the index holds and what a page marks can never differ. Lexemes
say what they are: `e:` an English stem, `r:` a Russian one, `k:` a Kazakh one, `w:` a
word as it stands, `~` a name's sound. Why: docs/decisions/0011.
"""

from testimonies.analysis.names import name_keys
from testimonies.analysis.occurrences import Finder, Occurrence
from testimonies.analysis.patterns import Pattern, pattern_of
from testimonies.analysis.scripts import other_scripts
from testimonies.analysis.stems import alternatives, lexemes, remember_words
from testimonies.analysis.vectors import LexemeMalformed, Part, quoted, vector
from testimonies.analysis.words import Token, tokens

__all__ = [
    "Finder",
    "LexemeMalformed",
    "Occurrence",
    "Part",
    "Pattern",
    "Token",
    "alternatives",
    "lexemes",
    "name_keys",
    "other_scripts",
    "pattern_of",
    "quoted",
    "remember_words",
    "tokens",
    "vector",
]
