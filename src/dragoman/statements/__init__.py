"""Statements: who said what, in which words."""

from dragoman.statements.assembly import find_statements

__all__ = ["find_statements"]
