"""A document taken apart: paragraphs, sentences, quotations, grammar and names, with offsets into its text."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any

from dragoman.parsing import model
from dragoman.parsing.cleaning import Cleaned, clean
from dragoman.parsing.paragraphs import Dateline, Paragraph, ParagraphKind, split_paragraphs
from dragoman.parsing.quotations import Quotation, find_quotations
from dragoman.record import Document, Span

Token = Any  # spacy.tokens.Token: spaCy ships no complete types


@dataclass(frozen=True)
class Sentence:
    """One sentence: its place in the text, its tokens, the number and kind of its paragraph."""

    index: int
    span: Span
    tokens: Any  # spacy.tokens.Span
    paragraph: int
    kind: ParagraphKind


@dataclass
class Parse:
    """A document and its analysis. Tokens belong to one spaCy `Doc` over all paragraphs, spans to its text."""

    document: Document
    paragraphs: list[Paragraph]
    dateline: Dateline | None
    tokens: Any  # spacy.tokens.Doc, or an empty list where there is no text
    starts: array[int]
    ends: array[int]
    sentences: list[Sentence]
    quotations: list[Quotation]
    _by_token: list[int] = field(repr=False)

    @property
    def text(self) -> str:
        """The document's text."""
        return self.document.text

    def span(self, tokens: Token) -> Span:
        """Return where a token, or the stretch from the first to the last of a sequence of them, stands in the text."""
        if hasattr(tokens, "idx"):
            return (self.starts[tokens.i], self.ends[tokens.i])
        return (self.starts[tokens[0].i], self.ends[tokens[-1].i])

    def spans(self, tokens: Iterable[Token]) -> list[Span]:
        """Return where tokens stand, neighbours joined: one span for each unbroken run of them."""
        found: list[Span] = []
        last = -2
        for token in sorted(tokens, key=lambda t: t.i):
            low, high = self.starts[token.i], self.ends[token.i]
            if found and token.i == last + 1:
                found[-1] = (found[-1][0], high)
            else:
                found.append((low, high))
            last = token.i
        return found

    def words(self, span: Span) -> str:
        """Return the text of a span."""
        return self.document.text[span[0] : span[1]]

    def sentence_of(self, token: Token) -> Sentence:
        """Return the sentence that a token stands in."""
        index: int = self._by_token[token.i]
        return self.sentences[index]

    def tokens_in(self, span: Span) -> list[Token]:
        """Return the tokens that lie wholly inside a span."""
        first = bisect_right(self.starts, span[0] - 1)
        found = []
        for i in range(first, len(self.starts)):
            if self.starts[i] >= span[1]:
                break
            if self.ends[i] <= span[1]:
                found.append(self.tokens[i])
        return found

    @cached_property
    def outer_quotations(self) -> list[Quotation]:
        """The quotations that stand in no other quotation."""
        return [q for q in self.quotations if q.level == 0]

    @cached_property
    def _quotation_starts(self) -> list[int]:
        return [q.span[0] for q in self.outer_quotations]

    def quoted_in(self, span: Span) -> Iterator[Span]:
        """Yield the stretches of a span that stand in outer quotations, their marks included."""
        first = max(bisect_right(self._quotation_starts, span[0]) - 1, 0)
        for quotation in islice(self.outer_quotations, first, None):
            if quotation.span[0] >= span[1]:
                return
            if quotation.span[1] > span[0]:
                yield max(quotation.span[0], span[0]), min(quotation.span[1], span[1])

    def quotation_at(self, offset: int) -> Quotation | None:
        """Return the outer quotation that an offset lies in, its marks included."""
        at = bisect_right(self._quotation_starts, offset) - 1
        if at >= 0 and self.outer_quotations[at].span[1] > offset:
            return self.outer_quotations[at]
        return None


def parse(document: Document) -> Parse:
    """Return the parse of one document."""
    return next(parse_many([document]))


def parse_many(documents: Iterable[Document], *, batch: int = 16) -> Iterator[Parse]:
    """Parse documents in batches, in order. No text is lost, however long a paragraph or a document is."""
    waiting: list[Document] = []
    for document in documents:
        waiting.append(document)
        if len(waiting) == batch or sum(len(d.text) for d in waiting) > 200_000:
            yield from _parse_batch(waiting)
            waiting = []
    if waiting:
        yield from _parse_batch(waiting)


@dataclass(frozen=True)
class _Piece:
    paragraph: int
    cleaned: Cleaned


def _parse_batch(documents: list[Document]) -> Iterator[Parse]:
    plans = []
    texts: list[str] = []
    for document in documents:
        paragraphs, dateline = split_paragraphs(document)
        pieces = [_Piece(n, c) for n, p in enumerate(paragraphs) for c in _pieces(document.text, p.span)]
        plans.append((document, paragraphs, dateline, pieces))
        texts += [piece.cleaned.text for piece in pieces]
    parsed = model.run(texts)
    for document, paragraphs, dateline, pieces in plans:
        docs = [next(parsed) for _ in pieces]
        yield _assemble(document, paragraphs, dateline, pieces, docs)


def _pieces(text: str, span: Span) -> Iterator[Cleaned]:
    whole = clean(text, span)
    for low, high in model.chunks(whole.text):
        yield Cleaned(whole.text[low:high], whole.offsets[low:high])


def _assemble(
    document: Document, paragraphs: list[Paragraph], dateline: Dateline | None, pieces: list[_Piece], docs: list[Any]
) -> Parse:
    starts, ends = array("L"), array("L")
    paragraph_of: list[int] = []
    for piece, doc in zip(pieces, docs, strict=True):
        offsets = piece.cleaned.offsets
        for token in doc:
            starts.append(offsets[token.idx])
            ends.append(offsets[token.idx + len(token.text) - 1] + 1)
            paragraph_of.append(piece.paragraph)
    tokens = _join(docs)
    sentences: list[Sentence] = []
    by_token: list[int] = []
    for sent in tokens.sents if len(tokens) else ():
        number = paragraph_of[sent.start]
        span = (starts[sent.start], ends[sent.end - 1])
        sentences.append(Sentence(len(sentences), span, sent, number, paragraphs[number].kind))
        by_token += [len(sentences) - 1] * len(sent)
    quotations = find_quotations(document.text, [p.span for p in paragraphs])
    return Parse(document, paragraphs, dateline, tokens, starts, ends, sentences, quotations, by_token)


def _join(docs: list[Any]) -> Any:
    if not docs:
        return []
    if len(docs) == 1:
        return docs[0]
    from spacy.tokens import Doc

    return Doc.from_docs(docs, ensure_whitespace=False)
