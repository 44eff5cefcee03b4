"""The version of the package, as its metadata gives it."""

from importlib.metadata import version

__version__ = version("dragoman")
