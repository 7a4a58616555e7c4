"""The sheet of places, and where one lies, as templates call them."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString

from testimonies.templatetags.degrees import Spot, degrees_of, sheet
from testimonies.templatetags.here import here

register = template.Library()


@register.simple_tag
def place_sheet(places: Iterable[Any], said: str) -> SafeString:
    """Draw a page's places on a sheet of degrees; `said` says it in one sentence."""
    spots = (Spot(each.name, each.language, *each.degrees) for each in places)
    return sheet(spots, here(), said=said)


@register.simple_tag
def whole_degrees(degrees: tuple[int, int]) -> str:
    """Say a latitude and a longitude in the reader's words."""
    return degrees_of(*degrees, here())
