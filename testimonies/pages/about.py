"""What the archive promises, what it cannot do yet, and how to ask; no queries."""

from django.http import HttpRequest, HttpResponseBase
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from testimonies.answers import answer


@require_safe
def about(request: HttpRequest, page: str, path: str) -> HttpResponseBase:
    """Show one of the pages about the archive; it changes with a release only."""
    return answer(
        request,
        stamp=page,
        render=lambda: render_to_string(f"pages/about/{page}.html", {"path": path}),
    )
