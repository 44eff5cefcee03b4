"""Commitments: pledges, demands, offers, refusals and threats, and what speaks against them."""

from dragoman.commitments.assembly import find_commitments

__all__ = ["find_commitments"]
