"""What a passkey's answer may look like before the library reads it.

The library's form parses it as JSON without a bound: one nested too deep, or a number
too long, ends in an error of the interpreter and not in a refusal.
"""

import json
import re
from collections.abc import Callable
from functools import wraps
from itertools import accumulate
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

FIELD = "credential"
# Of bytes. A device's answer has some two thousand, with a certificate some six.
LONGEST = 16 * 1024
# An answer nests three levels, what an extension adds a few more.
DEEPEST = 20

_TEXTS = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}

View = Callable[..., HttpResponse]


def measured(view: View) -> View:
    """Refuse a passkey's answer that no device gives. Raises BadRequest."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        for credential in request.POST.getlist(FIELD):
            if not is_readable(credential):
                message = "No device gives such a passkey's answer."
                raise BadRequest(message)
        return view(request, *args, **kwargs)

    return inner


def is_readable(credential: str) -> bool:
    """Say whether it can be parsed; what is no JSON at all is the form's to refuse."""
    if len(credential.encode(errors="replace")) > LONGEST:
        return False
    if _depth(credential) > DEEPEST:
        return False
    try:
        json.loads(credential)
    except json.JSONDecodeError:
        return True
    except ValueError:
        return False
    return True


def _depth(credential: str) -> int:
    """Count how deep brackets nest outside texts, before anything is parsed."""
    bare = _TEXTS.sub("", credential)
    return max(accumulate(_STEPS.get(letter, 0) for letter in bare), default=0)
