import {
  type Connection,
  type FoldingRange,
  FoldingRangeKind,
  type InlayHint,
  InlayHintKind,
  type Position,
  type SelectionRange,
} from 'vscode-languageserver';
import type { Span } from '../base/index.ts';
import { foldingRanges, type InlayHint as Hint, inlayHints, selectionRanges } from '../language/ide/index.ts';
import type { InDocument, InRange, Requests } from './requests.ts';
import type { Settings } from './settings.ts';
import type { Places } from './to-lsp.ts';

/** Answers how a text is built. */
export function registerStructure(connection: Connection, requests: Requests, settings: Settings): void {
  connection.onFoldingRanges(
    requests.longAbout('folding', [] as FoldingRange[], function* ({ model }) {
      const ranges = yield* foldingRanges(model);
      return ranges.map(({ kind, startLine, endLine }) => ({
        startLine,
        endLine,
        ...(kind === 'code' ? {} : { kind: foldingKinds[kind] }),
      }));
    }),
  );
  connection.onSelectionRanges(
    requests.about<InDocument & { readonly positions: readonly Position[] }, SelectionRange[]>(
      'selection',
      [],
      ({ model, places, offset }, { positions }) =>
        positions.map((position) => toSelectionRange(selectionRanges(model, offset(position)), places)),
    ),
  );
  connection.languages.inlayHint.on(
    requests.longAbout<InRange, InlayHint[]>('inlay hints', [], function* (file, { range }) {
      const span = { start: file.offset(range.start), end: file.offset(range.end) };
      const hints = yield* inlayHints(file.model, span, settings.inlayHints);
      return hints.map((hint) => toInlayHint(hint, file.places));
    }),
  );
}

const foldingKinds = { comment: FoldingRangeKind.Comment, imports: FoldingRangeKind.Imports };

function toSelectionRange(spans: readonly Span[], places: Places): SelectionRange {
  const [outermost = { start: 0, end: 0 }, ...inner] = spans.toReversed();
  return inner.reduce<SelectionRange>((parent, span) => ({ range: places.range(span), parent }), {
    range: places.range(outermost),
  });
}

function toInlayHint({ kind, offset, text }: Hint, places: Places): InlayHint {
  const position = places.position(offset);
  if (kind === 'cost' || kind === 'state') return { position, label: text, paddingLeft: true };
  return kind === 'argument'
    ? { position, label: text, kind: InlayHintKind.Parameter, paddingRight: true }
    : { position, label: text, kind: InlayHintKind.Type };
}
