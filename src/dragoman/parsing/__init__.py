"""Parsing: a document taken apart into paragraphs, sentences, quotations, grammar and names."""

from dragoman.parsing.paragraphs import Dateline, Paragraph
from dragoman.parsing.parse import Parse, Sentence, Token, parse, parse_many
from dragoman.parsing.quotations import Quotation

__all__ = ["Dateline", "Paragraph", "Parse", "Quotation", "Sentence", "Token", "parse", "parse_many"]
