"""What gunicorn writes to its log: that something happened, never to whom or with what.

By itself it logs the address of whoever sent what it cannot read, the line that it
could not read, and the whole address of a request in which something broke.
"""

from typing import Any

from gunicorn import glogging

from archive.logs import FramesOnly

_UNREADABLE = "Invalid request"


class DiscreetLogger(glogging.Logger):
    """Has no access log, whatever is asked for, and forgets what was typed."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(FramesOnly(self.error_fmt, self.datefmt))

    def access(self, *_: Any, **__: Any) -> None:
        """Log nothing."""

    def warning(self, msg: Any, *args: Any, **kwargs: Any) -> None:
        if str(msg).startswith(_UNREADABLE):
            msg, args = "A request could not be read and was refused.", ()
        super().warning(msg, *args, **kwargs)

    def exception(self, msg: Any, *_: Any, **kwargs: Any) -> None:
        """Log an exception's frames; the method and the address are left out."""
        super().exception(str(msg).partition("%")[0].strip(), **kwargs)
