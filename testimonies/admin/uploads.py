"""Receiving one file at the desk, straight into private storage, and not a byte more.

The rest of the archive has no upload handler at all (settings): a file that is sent
there is read past and dropped. What the sender calls the file is kept nowhere.
"""

from pathlib import Path
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from testimonies.files import LIMITS

MOST_BYTES = max(LIMITS.picture_bytes, LIMITS.recording_bytes)
# The other fields of the form, and what stands between the parts of its body.
MOST_BODY = MOST_BYTES + 64 * 1024


class ReceivedFile(UploadedFile[Any]):
    """A file that lies in the workshop of intake; its name says nothing."""

    def __init__(self, path: Path, size: int) -> None:
        super().__init__(path.open("rb"), name="file", size=size)
        self.path = path


class OneFile(FileUploadHandler):
    """Writes the first file of a form into a folder; stops at the limit.

    `is_too_large` says that the limit was met; then nothing of the file is left.
    """

    def __init__(self, into: Path, most: int) -> None:
        super().__init__()
        self._path, self._most, self._size = into / "received", most, 0
        self._file: IO[bytes] | None = None
        self.is_too_large = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin the form's file; a second one is read past."""
        del args, kwargs
        if self._path.exists() or self.is_too_large:
            raise SkipFile
        self._path.touch(mode=0o600, exist_ok=False)
        self._file = self._path.open("wb")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        del start
        self._size += len(raw_data)
        if self._size > self._most:
            self.is_too_large = True
            self.upload_interrupted()
            raise SkipFile
        if self._file is not None:
            self._file.write(raw_data)

    def file_complete(self, file_size: int) -> ReceivedFile | None:
        if self._file is None:
            return None
        self._file.close()
        self._file = None
        return ReceivedFile(self._path, file_size)

    def upload_interrupted(self) -> None:
        """Leave nothing of a file whose sending ended before the file did."""
        if self._file is not None:
            self._file.close()
            self._file = None
            self._path.unlink()
