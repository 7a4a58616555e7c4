"""Texts that nobody means well with; the same ones are tried each time."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

SIGNS = (
    "\x00\x01\x1f\x7f\x85\u200b\u200e\u202e\u2028\u2029\u2066\ufeff\ufffe\uffff"
    "\ud800\udfff\U000e0001\U0010ffff\u0301\u0345İıſßŉΐﬃ½²٣۵〇ↈ"
    "\"'`<>&\\/;:%$#@!?*()[]{}|^~+-=_,. \t\r\n\v\f\u00a0\u3000"
    "0123456789abcxyzXYZабвЖёәғқңөұүһі"
)
PIECES = (
    "' OR 1=1 --",
    "</textarea><script>alert(1)</script>",
    "{{ 7*7 }}{% debug %}",
    "%(name)s %s {0} ${jndi:ldap://x}",
    "javascript:alert(1)",
    "../../../../etc/passwd",
    "=cmd|' /C calc'!A0",
    "2022-13-45/..",
    "9" * 400,
    "1e400",
    "NaN",
    "-1",
    "9223372036854775808",
    "2022-01-05T00:00:00Z",
    "\r\nSet-Cookie: a=b",
    "gAAAAA==",
    "[…]" * 50,
    '"' * 99,
    "((((((((((",
    "a" * 5000,
    "🙂" * 300,
    "\u0301" * 300,
)
texts = st.one_of(
    st.text(alphabet=SIGNS, max_size=60),
    st.sampled_from(PIECES),
    st.tuples(st.sampled_from(PIECES), st.text(alphabet=SIGNS, max_size=9)).map(
        "".join
    ),
)
"""Anything at all, lone surrogates too."""

# What a form can hold: a browser's UTF-8 has no lone surrogate.
typed = texts.map(lambda text: text.encode("utf-8", "replace").decode())


def tries(examples: int) -> settings:
    """Give the settings for so many tries."""
    return settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
