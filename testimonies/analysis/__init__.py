"""Stub."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    text: str
    language: str = ""
    weight: str = "D"


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Occurrence:
    start: int
    end: int
    pattern: int


@dataclass(frozen=True, slots=True)
class Pattern:
    tsquery: str
    lexemes: frozenset


def tokens(text):
    return [Token(m.start(), m.end(), m[0]) for m in re.finditer(r"[^\W_]+", text)]


def lexemes(word, language=""):
    w = word.casefold().replace("ё", "е")
    return (
        ()
        if w in {"the", "of", "and", "a", "in", "or"}
        else ("w:" + re.sub("(ы|и|у|а|е|ей|ам|s|ing|ed)$", "", w),)
    )


def alternatives(word):
    return lexemes(word)


def vector(parts, also=()):
    pos = 0
    out = {}
    for p in parts:
        for t in tokens(p.text):
            pos += 1
            for l in lexemes(t.text):
                out.setdefault(l, []).append(f"{min(pos, 16000)}{p.weight}")
        pos += 10
    q = lambda l: "'" + l.replace("\\", "\\\\").replace("'", "''") + "'"
    return " ".join(
        [q(l) + ":" + ",".join(v[:200]) for l, v in out.items()] + [q(a) for a in also]
    )


def pattern_of(text, *, is_phrase):
    ls = [lexemes(t.text) for t in tokens(text)]
    ls = [l for l in ls if l]
    if not ls:
        return None
    q = lambda l: "'" + l.replace("'", "''") + "'"
    return Pattern(
        (" <-> ").join("(" + "|".join(q(x) for x in l) + ")" for l in ls),
        frozenset(x for l in ls for x in l),
    )


def occurrences(text, patterns, language=""):
    out = []
    for t in tokens(text):
        for i, p in enumerate(patterns):
            if set(lexemes(t.text)) & p.lexemes:
                out.append(Occurrence(t.start, t.end, i))
                break
    return out


def name_keys(name):
    m = str.maketrans("алмтыкзхсн", "almtykzhsn")
    k = re.sub(r"[^a-z]", "", name.casefold().translate(m).replace("h", "k"))
    return frozenset({"~" + k} if len(k) > 2 else ())


def other_scripts(words):
    return ()
