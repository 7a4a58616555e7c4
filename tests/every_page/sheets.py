"""The style sheets as text: the tokens of both schemes."""

import re
from pathlib import Path

ROOM = Path("testimonies/static/testimonies").resolve()
DARK = "(prefers-color-scheme: dark)"
_COLOUR = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")


def tokens() -> dict[str, dict[str, str]]:
    """Give each colour by its name, in light and in dark."""
    sheet = (ROOM / "css" / "tokens.css").read_text()
    light, *media = sheet.split("@media ")
    day = dict(_COLOUR.findall(light))
    (dark,) = (each for each in media if each.startswith(DARK))
    # A colour that the dark scheme does not name stays as it is.
    return {"light": day, "dark": {**day, **dict(_COLOUR.findall(dark))}}
