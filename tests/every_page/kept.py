"""What one address answered."""

from dataclasses import dataclass

READERS = "a reader"


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer, and whose route it is; states and refusals have none."""

    path: str
    status: int
    text: str
    route: str = ""
    by: str = READERS

    def __str__(self) -> str:
        return f"{self.path} for {self.by}"
