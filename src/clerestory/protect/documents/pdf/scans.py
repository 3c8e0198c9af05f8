"""Pages that are pictures, and pictures of files, as PNG of one resolution."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageOps, UnidentifiedImageError

from clerestory.protect.documents.pdf.drawing import drawn, on_picture
from clerestory.protect.documents.pdf.letters import SeenText
from clerestory.protect.documents.pdf.limits import LIMITS, check_size, refuse
from clerestory.protect.documents.pdf.ocr import DPI

_COVERED = 0.5  # of a page by pictures: it is a scan, whatever text lies on or under it
_UNMAPPED = 0.02  # of letters that are no known sign: the text cannot be trusted
_FORMS = ("PNG", "JPEG", "TIFF", "GIF")
_MOVING = ("PNG", "GIF")
_MODES = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr"})  # 16 bits would come out white
_ASK = "Save the picture anew as PNG, of one page."


def is_scan(page: pypdfium2.PdfPage, seen: SeenText) -> bool:
    """Say whether a page is to be read as a picture.

    It is where pictures cover half of it, where its letters are not all known signs, where texts lie on one another,
    and where it has ink but no text.
    """
    if seen.is_stacked or seen.unmapped > _UNMAPPED * max(len(seen.letters), 1):
        return True
    if _covered(page) >= _COVERED:
        return True
    return not seen.letters.signs.strip() and _has_ink(page)


def _covered(page: pypdfium2.PdfPage) -> float:
    """Give the share of a page that pictures cover, on a grid of 50 by 50."""
    bounds = [item.get_bounds() for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])]
    if not bounds:
        return 0.0
    boxes = on_picture(page, np.array(bounds, dtype=np.float64))
    scaled = boxes / np.array([page.get_width(), page.get_height()] * 2) * 50
    ground = np.zeros((50, 50), dtype=np.bool_)
    for left, top, right, bottom in np.clip(np.round(scaled), 0, 50).astype(int).tolist():
        ground[top:bottom, left:right] = True
    return float(ground.mean())


def _has_ink(page: pypdfium2.PdfPage) -> bool:
    pixels = drawn(page, 1.0)
    return int(pixels.max()) - int(pixels.min()) >= 32


def picture_of_page(page: pypdfium2.PdfPage) -> bytes:
    """Draw a page as PNG."""
    return png_of(Image.fromarray(drawn(page, DPI / 72)))


# Pillow unpacks chunks of a damaged PNG before it looks how long they are.
_DAMAGED = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    LookupError,
    TypeError,
    EOFError,
    OverflowError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)


def pictures_of_file(data: bytes, where: str) -> list[bytes]:
    """Read a PNG, JPEG, TIFF or GIF, turned as its camera says, and give the pixels of each page alone as PNG.

    Raises
    ------
    DocumentError
        If it is damaged, too large or of another form, moves, or has too many pages.
    """
    check_size(data, where)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # notes of cameras that are damaged: nothing of them is carried over
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMS) as image:
                return list(_pages(image, where))
    except _DAMAGED:
        raise refuse(where, "this is no PNG, JPEG, TIFF or GIF, or a damaged one", remedy=_ASK) from None
    except Image.DecompressionBombWarning:
        raise refuse(where, "the picture is too large", remedy=_ASK) from None


def _pages(image: Image.Image, where: str) -> Iterator[bytes]:
    """Yield the pages of a TIFF, each a picture that a reader may turn to; of another form there is one."""
    count = int(getattr(image, "n_frames", 1))
    if count > 1 and image.format in _MOVING:
        raise refuse(where, "the picture moves", remedy=_ASK)
    if count > LIMITS.scanned_pages:
        raise refuse(where, f"more than {LIMITS.scanned_pages:,} pages are scans", remedy="Split the file.")
    for number in range(count if image.format == "TIFF" else 1):
        image.seek(number)
        yield _checked(image, where)


def _checked(image: Image.Image, where: str) -> bytes:
    if image.width * image.height > LIMITS.picture_pixels:
        raise refuse(where, f"the picture has more than {LIMITS.picture_pixels:,} pixels", remedy=_ASK)
    if image.mode not in _MODES:
        raise refuse(where, "the colours of the picture are of a kind that is not read", remedy=_ASK)
    turned = ImageOps.exif_transpose(image).convert("RGBA")
    ground = Image.new("RGBA", turned.size, "white")
    return png_of(Image.alpha_composite(ground, turned))


def png_of(image: Image.Image) -> bytes:
    """Give the pixels of an image as PNG, without any metadata."""
    clean, out = Image.fromarray(np.asarray(image.convert("RGB"))), io.BytesIO()
    clean.save(out, "PNG")
    return out.getvalue()
