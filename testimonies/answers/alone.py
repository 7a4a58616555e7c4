"""What may happen where somebody opens a file by itself: nothing but that it plays."""

from django.conf import settings


def policy_of(media_type: str) -> str:
    """Give the Content-Security-Policy of a file of a type."""
    if media_type.startswith(("audio/", "video/")):
        return str(settings.CONTENT_SECURITY_POLICY_OF_SOUNDS)
    return str(settings.CONTENT_SECURITY_POLICY_OF_FILES)
