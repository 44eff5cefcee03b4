"""Dragoman reads news and writes the record: who did what to whom, who said what, and what was promised."""
