"""Ink of a picture that lies under no word, told from the paper's own tone and from the grain of the scanner."""

from __future__ import annotations

import io
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
from PIL import Image

_CONTRAST = 48  # of 255 from the paper; as for letters of PDF pages
GRAIN = 2  # pixels that are looked at together, so that the noise of a scanner is no ink

Box = tuple[int, int, int, int]
Grey = npt.NDArray[np.uint8]
Grains = npt.NDArray[np.bool_]


def grey(png: bytes) -> Grey:
    """Give the pixels of a picture in 256 greys."""
    with Image.open(io.BytesIO(png), formats=("PNG",)) as image:
        pixels: Grey = np.array(image.convert("L"))
    return pixels


def ink_beside(png: bytes, boxes: Iterable[Box], *, pad: int) -> Grains:
    """Mark where a picture has ink outside boxes.

    Parameters
    ----------
    png : bytes
    boxes : iterable of boxes
        Left, top, right, bottom in pixels.
    pad : int
        The sides of what is given are a whole number of so many pixels.

    Returns
    -------
    bool array
        A grain of 2 pixels is marked whose mean tone lies 48 of 255 or more from that of the paper.
    """
    source = grey(png)
    paper = np.median(source)
    for left, top, right, bottom in boxes:
        source[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)] = paper
    source = np.pad(source, [(0, -side % pad) for side in source.shape], mode="edge")
    marked: Grains = np.abs(means(source, GRAIN) - paper) >= _CONTRAST
    return marked


def means(values: npt.NDArray[np.generic], side: int) -> npt.NDArray[np.float64]:
    """Give the means of squares."""
    height, width = (length // side for length in values.shape)
    found: npt.NDArray[np.float64] = values.reshape(height, side, width, side).mean(axis=(1, 3))
    return found
