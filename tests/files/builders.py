"""Pictures with something hidden in each place that a format has for it, by own code.

A planted word is unique to its place, so that a test can say what leaked from where.
"""

import io
import struct
import zlib
from collections.abc import Iterable

from PIL import Image

PLACES = (
    "exif camera",
    "exif utf16",
    "gps datum",
    "thumbnail",
    "comment",
    "xmp",
    "iptc",
    "c2pa",
    "png text",
    "png compressed",
    "png international",
    "gif comment",
    "after the end",
    "title",
    "place",
    "artist",
    "data track",
    "cover",
    "encoder settings",
)


def secret(place: str) -> bytes:
    return b"Tokzhan-" + place.replace(" ", "-").encode()


def found_in(data: bytes) -> list[str]:
    """Name the places whose planted words are in the data, plain or as UTF-16."""
    forms = {"latin-1", "utf-16-le", "utf-16-be"}
    return [
        place
        for place in PLACES
        for form in sorted(forms)
        if secret(place).decode().encode(form).lower() in data.lower()
    ]


def picture(size: tuple[int, int] = (120, 80), mode: str = "RGB") -> Image.Image:
    """Make a picture whose four corners differ, so that its way up can be told."""
    image = Image.new("RGB", size, (200, 200, 200))
    width, height = size[0] // 2, size[1] // 2
    image.paste((255, 0, 0), (0, 0, width, height))
    image.paste((0, 0, 255), (width, height, *size))
    image.paste((0, 255, 0), (width, 0, size[0], height))
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


# --- JPEG -----------------------------------------------------------------------------


def segment(marker: int, payload: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def exif(orientation: int = 1) -> bytes:
    """Give TIFF with a camera's name, a position, and a thumbnail of the scene."""
    small = saved(picture((16, 12)), "JPEG", comment=secret("thumbnail"))
    camera = secret("exif camera") + b"\0"
    comment = b"UNICODE\0" + secret("exif utf16").decode().encode("utf-16-le")
    datum = secret("gps datum") + b"\0"
    latitude = struct.pack(">6I", 43, 1, 14, 1, 20, 1)
    first, gps, second = 8, 8 + 2 + 4 * 12 + 4, 8 + 2 + 4 * 12 + 4 + 2 + 3 * 12 + 4
    heap = second + 2 + 2 * 12 + 4
    at = {"camera": heap}
    at["comment"] = at["camera"] + len(camera)
    at["datum"] = at["comment"] + len(comment)
    at["latitude"] = at["datum"] + len(datum)
    at["small"] = at["latitude"] + len(latitude)
    directories = (
        _directory(
            [
                (0x010F, 2, len(camera), at["camera"]),
                (0x0112, 3, 1, orientation << 16),
                (0x9286, 7, len(comment), at["comment"]),
                (0x8825, 4, 1, gps),
            ],
            second,
        )
        + _directory(
            [
                (1, 2, 2, int.from_bytes(b"N\0\0\0", "big")),
                (2, 5, 3, at["latitude"]),
                (0x12, 2, len(datum), at["datum"]),
            ],
            0,
        )
        + _directory([(0x0201, 4, 1, at["small"]), (0x0202, 4, 1, len(small))], 0)
    )
    head = struct.pack(">2sHI", b"MM", 42, first)
    return head + directories + camera + comment + datum + latitude + small


def _directory(entries: list[tuple[int, int, int, int]], following: int) -> bytes:
    body = b"".join(struct.pack(">HHII", *entry) for entry in entries)
    return struct.pack(">H", len(entries)) + body + struct.pack(">I", following)


def xmp() -> bytes:
    return (
        b'<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><dc:creator>'
        + secret("xmp")
        + b'</dc:creator></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )


def hidden_segments(orientation: int = 1) -> dict[str, bytes]:
    """Give a segment for each kind of metadata of a JPEG, by the name of its kind."""
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\x20\x1c\x02\x5a" + secret("iptc")
    return {
        "EXIF": segment(0xE1, b"Exif\0\0" + exif(orientation)),
        "JPEG comment": segment(0xFE, secret("comment")),
        "XMP": segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp()),
        "IPTC": segment(0xED, iptc),
        "APP11": segment(0xEB, b"JP\0\x01jumb" + secret("c2pa")),
    }


def jpeg(*inserted: bytes, image: Image.Image | None = None) -> bytes:
    plain = saved(image or picture(), "JPEG", quality=90)
    return plain[:2] + b"".join(inserted) + plain[2:]


def telling_jpeg(orientation: int = 6) -> bytes:
    """A JPEG with everything hidden in it that a JPEG can hide."""
    return jpeg(*hidden_segments(orientation).values())


def jpeg_bomb(side: int = 50_000) -> bytes:
    """A few hundred bytes that claim to be of side × side pixels."""
    data = jpeg(image=picture((8, 8)))
    at = data.index(b"\xff\xc0")
    return data[: at + 5] + struct.pack(">HH", side, side) + data[at + 9 :]


# --- PNG ------------------------------------------------------------------------------


def chunk(kind: bytes, data: bytes) -> bytes:
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def hidden_chunks(orientation: int = 1) -> dict[str, bytes]:
    packed = zlib.compress(secret("png compressed"))
    return {
        "text (tEXt)": chunk(b"tEXt", b"Author\0" + secret("png text")),
        "text (zTXt)": chunk(b"zTXt", b"Comment\0\0" + packed),
        "text (iTXt)": chunk(b"iTXt", b"Title\0\0\0\0\0" + secret("png international")),
        "EXIF (eXIf)": chunk(b"eXIf", exif(orientation)),
        "time of change (tIME)": chunk(
            b"tIME", struct.pack(">H5B", 2022, 1, 5, 1, 2, 3)
        ),
        "PNG chunk (caBX)": chunk(b"caBX", secret("c2pa")),
    }


def png(*inserted: bytes, image: Image.Image | None = None) -> bytes:
    plain = saved(image or picture(), "PNG")
    # After the signature and IHDR.
    return plain[:33] + b"".join(inserted) + plain[33:]


def telling_png(orientation: int = 6) -> bytes:
    return png(*hidden_chunks(orientation).values())


def png_bomb(side: int = 50_000) -> bytes:
    """Pixels that inflate from a few kilobytes to side × side."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1_000_000), 9)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", pixels)
        + chunk(b"IEND", b"")
    )


# --- WebP and GIF ---------------------------------------------------------------------


def riff(form: bytes, parts: Iterable[tuple[bytes, bytes]]) -> bytes:
    body = form + b"".join(
        struct.pack("<4sI", kind, len(data)) + data + b"\0" * (len(data) % 2)
        for kind, data in parts
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def telling_webp(orientation: int = 6) -> bytes:
    image = picture()
    pixels = saved(image, "WEBP", quality=90)[20:]
    width, height = image.width - 1, image.height - 1
    extended = bytes([0x0C, 0, 0, 0])
    extended += width.to_bytes(3, "little") + height.to_bytes(3, "little")
    return riff(
        b"WEBP",
        [
            (b"VP8X", extended),
            (b"VP8 ", pixels),
            (b"EXIF", exif(orientation)),
            (b"XMP ", xmp()),
        ],
    )


def telling_gif() -> bytes:
    plain = saved(picture().quantize(16), "GIF")
    words = secret("gif comment")
    return plain[:-1] + b"\x21\xfe" + bytes([len(words)]) + words + b"\0\x3b"


def animated(kind: str, frames: int = 3) -> bytes:
    first, *more = [picture((20 + number, 20)) for number in range(frames)]
    return saved(
        first.resize((20, 20)),
        kind,
        save_all=True,
        append_images=[each.resize((20, 20)) for each in more],
    )
