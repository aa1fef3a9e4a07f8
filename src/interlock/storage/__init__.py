"""Networks in files: the safetensors format, which holds numbers and text and nothing to run."""

from interlock.storage.networks import load, save

__all__ = ["load", "save"]
