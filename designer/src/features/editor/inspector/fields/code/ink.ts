import { type Finding, segmentsOf, type TokenKind, tokensOf } from '@slipway/shared/expression/complete';

/** A piece of a text as it is drawn: by what it is, and underlined where something is wrong with it. */
export interface InkSpan {
  readonly text: string;
  readonly kind: TokenKind | 'plain' | 'fence';
  readonly wrong: 'error' | 'warning' | undefined;
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly kind: InkSpan['kind'];
}

/** Cuts a text into the pieces that are drawn alike; together they are the text. */
export function inkOf(text: string, template: boolean, findings: readonly Finding[]): readonly InkSpan[] {
  const pieces = template ? templatePieces(text) : expressionPieces(text, 0);
  const wrongAt = (from: number) =>
    findings.find((each) => each.from <= from && from < Math.max(each.to, each.from + 1));
  const cuts = new Set([0, text.length, ...findings.flatMap(({ from, to }) => [from, to])]);
  for (const { from, to } of pieces) cuts.add(from).add(to);
  const places = [...cuts].filter((at) => at >= 0 && at <= text.length).sort((a, b) => a - b);
  return places.slice(0, -1).map((from, index) => ({
    text: text.slice(from, places[index + 1]),
    kind: pieces.find((piece) => piece.from <= from && from < piece.to)?.kind ?? 'plain',
    wrong: wrongAt(from)?.severity,
  }));
}

function expressionPieces(text: string, at: number): readonly Piece[] {
  return tokensOf(text).map(({ from, to, kind }) => ({ from: from + at, to: to + at, kind }));
}

function templatePieces(text: string): readonly Piece[] {
  return segmentsOf(text).flatMap((segment): readonly Piece[] => {
    const end = segment.at + segment.text.length;
    return [
      { from: segment.at - 2, to: segment.at, kind: 'fence' },
      ...expressionPieces(segment.text, segment.at),
      { from: end, to: end + 1, kind: 'fence' },
    ];
  });
}
