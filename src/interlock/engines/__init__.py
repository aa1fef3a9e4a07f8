"""Engines: the same epoch, the same sequence of updates, on different machinery."""

from interlock.engines.choice import Engine, EngineName, choose_engine
from interlock.engines.job import Job

__all__ = ["Engine", "EngineName", "Job", "choose_engine"]
