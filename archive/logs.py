"""How errors are logged: where they happened and of what type, never with what words.

A database's refusal quotes the row that it refused, and an exception's message may
quote what somebody typed; neither belongs in a log.
"""

import logging
import traceback
from types import TracebackType
from typing import TypeAlias

ExcInfo: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None]
    | tuple[None, None, None]
)


class FramesOnly(logging.Formatter):
    """Prints the frames and the types of an exception and of those that led to it."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - logging's own name
        lines = []
        error = ei[1]
        while error is not None:
            lines += [
                f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}'
                for frame in traceback.extract_tb(error.__traceback__)
            ]
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            error = error.__cause__ or error.__context__
        return "\n".join(lines)
