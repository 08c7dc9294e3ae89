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
import type { Span } from '../base/index.ts';
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
    requests.aboutWhole('folding', [] as FoldingRange[], ({ model }) =>
      foldingRanges(model).map(({ kind, startLine, endLine }) => ({
        startLine,
        endLine,
        ...(kind === 'code' ? {} : { kind: foldingKinds[kind] }),
      })),
    ),
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
    requests.aboutWhole<InRange, InlayHint[]>(
      'inlay hints',
      [],
      ({ model, places, offset }, { range }, token) => {
        const span = { start: offset(range.start), end: offset(range.end) };
        return inlayHints(model, span, settings.inlayHints, token).map((hint) => toInlayHint(hint, places));
      },
    ),
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
    requests.aboutWhole('semantic tokens', none, (file) => {
      const builder = sent.builder(file.uri);
      return push(semanticTokens(file.model), file, builder).build();
    }),
  );
  provider.onDelta(
    requests.aboutWhole<
      InDocument & { readonly previousResultId: string },
      SemanticTokens | SemanticTokensDelta
    >('semantic tokens', none, (file, { previousResultId }) => {
      const builder = sent.builder(file.uri, previousResultId);
      return push(semanticTokens(file.model), file, builder).buildEdits();
    }),
  );
  provider.onRange(
    requests.aboutWhole<InRange, SemanticTokens>('semantic tokens', none, (file, { range }) => {
      const [start, end] = [file.offset(range.start), file.offset(range.end)];
      const inside = semanticTokens(file.model).filter(({ span }) => start <= span.end && span.start <= end);
      return push(inside, file, new SemanticTokensBuilder()).build();
    }),
  );
}

function push(
  tokens: readonly SemanticToken[],
  { places }: Checked,
  builder: SemanticTokensBuilder,
): SemanticTokensBuilder {
  for (const { span, type, modifiers } of tokens) {
    const { line, character } = places.position(span.start);
    const bits = modifiers.reduce((sum, one) => sum | (1 << semanticTokenModifiers.indexOf(one)), 0);
    builder.push(line, character, span.end - span.start, semanticTokenTypes.indexOf(type), bits);
  }
  return builder;
}
