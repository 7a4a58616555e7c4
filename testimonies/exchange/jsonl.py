"""JSON Lines (jsonlines.org): the stored documents as they are, a record a line.

A document stands in its line letter by letter, so the SHA-256 of its UTF-8 is the
digest beside it.
"""

import json

from testimonies.exchange.citation import Item


def line(item: Item) -> str:
    """Give the record's line, with its end."""
    issue = item.issue
    head = json.dumps(
        {
            "ref": issue.ref,
            "kind": issue.kind.word,
            "edition": issue.number or None,
            "issued": issue.issued_at.isoformat() if issue.issued_at else None,
            "digest": issue.digest,
            "address": item.address,
        },
        ensure_ascii=False,
    )
    return f'{head[:-1]}, "document": {issue.raw}}}\n'
