import {
  type Connection,
  type FoldingRange,
  FoldingRangeKind,
  type InlayHint,
  InlayHintKind,
  type Position,
  type SelectionRange,
  type SemanticTokens,
  SemanticTokensBuilder,
  type SemanticTokensDelta,
  type SemanticTokensLegend,
} from 'vscode-languageserver';
import type { Span, Steps } from '../base/index.ts';
import {
  foldingRanges,
  type InlayHint as Hint,
  inlayHints,
  selectionRanges,
  type SemanticToken,
  semanticTokenModifiers,
  semanticTokens,
  semanticTokenTypes,
} from '../language/ide/index.ts';
import type { InDocument, InRange, Requests } from './requests.ts';
import type { Settings } from './settings.ts';
import type { Places } from './to-lsp.ts';
import type { Checked } from './workspace.ts';

export const semanticTokensLegend: SemanticTokensLegend = {
  tokenTypes: [...semanticTokenTypes],
  tokenModifiers: [...semanticTokenModifiers],
};

/** Answers how a text is built and what its names are. */
export function registerStructure(
  connection: Connection,
  requests: Requests,
  settings: Settings,
  tokens: SentTokens,
): void {
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
  registerSemanticTokens(connection, requests, tokens);
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

// -------------------------------------------------------------------------------------------------- semantic tokens

/** The tokens that each open file was told last, so that the next answer says only what changed. */
export class SentTokens {
  readonly #builders = new Map<string, SemanticTokensBuilder>();

  /** A builder that continues from the answer with this number, where it is the last one. */
  builder(uri: string, previous?: string): SemanticTokensBuilder {
    const builder = this.#builders.get(uri) ?? new SemanticTokensBuilder();
    this.#builders.set(uri, builder);
    builder.previousResult(previous ?? '');
    return builder;
  }

  forget(uri: string): void {
    this.#builders.delete(uri);
  }
}

function registerSemanticTokens(connection: Connection, requests: Requests, sent: SentTokens): void {
  const { semanticTokens: provider } = connection.languages;
  const none: SemanticTokens = { data: [] };
  provider.on(
    requests.longAbout('semantic tokens', none, function* (file) {
      const tokens = yield* placed(yield* semanticTokens(file.model), file);
      return pushed(tokens, sent.builder(file.uri)).build();
    }),
  );
  provider.onDelta(
    requests.longAbout<
      InDocument & { readonly previousResultId: string },
      SemanticTokens | SemanticTokensDelta
    >('semantic tokens', none, function* (file, { previousResultId }) {
      const tokens = yield* placed(yield* semanticTokens(file.model), file);
      return pushed(tokens, sent.builder(file.uri, previousResultId)).buildEdits();
    }),
  );
  provider.onRange(
    requests.longAbout<InRange, SemanticTokens>('semantic tokens', none, function* (file, { range }) {
      const [start, end] = [file.offset(range.start), file.offset(range.end)];
      const tokens = yield* semanticTokens(file.model);
      const inside = tokens.filter(({ span }) => start <= span.end && span.start <= end);
      return pushed(yield* placed(inside, file), new SemanticTokensBuilder()).build();
    }),
  );
}

/** Tokens as the protocol has them: line, column, length, type, bits of the modifiers. */
type Placed = readonly [number, number, number, number, number];

function* placed(tokens: readonly SemanticToken[], { places }: Checked): Steps<readonly Placed[]> {
  const found: Placed[] = [];
  for (const { span, type, modifiers } of tokens) {
    const { line, character } = places.position(span.start);
    const bits = modifiers.reduce((sum, one) => sum | (1 << semanticTokenModifiers.indexOf(one)), 0);
    found.push([line, character, span.end - span.start, semanticTokenTypes.indexOf(type), bits]);
    yield;
  }
  return found;
}

/** All at once: requests about one file share its builder. */
function pushed(tokens: readonly Placed[], builder: SemanticTokensBuilder): SemanticTokensBuilder {
  for (const token of tokens) builder.push(...token);
  return builder;
}
