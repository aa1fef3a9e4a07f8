"""The rules, by family; importing this package registers them all."""

from . import measuring, rearranging, reshaping

__all__ = ["measuring", "rearranging", "reshaping"]
