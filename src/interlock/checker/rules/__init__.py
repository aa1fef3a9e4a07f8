"""The rules, by family; importing this package registers them all."""

from . import joining, measuring, rearranging, reshaping

__all__ = ["joining", "measuring", "rearranging", "reshaping"]
