/** Answers in the protocol's words. */
import {
  type CodeLens as LspCodeLens,
  type CompletionItem as LspCompletionItem,
  CompletionItemKind,
  type Diagnostic as LspDiagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type DocumentSymbol as LspDocumentSymbol,
  type Hover as LspHover,
  InsertTextFormat,
  type Location,
  MarkupKind,
  type Position,
  type Range,
  type SignatureHelp as LspSignatureHelp,
  SymbolKind,
  type TextEdit as LspTextEdit,
} from 'vscode-languageserver';
import { type Diagnostic, LineMap, type Severity, type Span, type TextEdit } from '../base/index.ts';
import type {
  CodeLens,
  CompletionItem,
  DocumentSymbol,
  Hover,
  RunnablePlace,
  SignatureHelp,
} from '../language/ide/index.ts';
import { type RunnablesAnswer, runCommand, showGraphCommand, showTargetsCommand } from '../protocol/index.ts';

/** Turns the offsets of one text into the protocol's positions and back. */
export class Places {
  readonly #lines: LineMap;

  constructor(text: string) {
    this.#lines = new LineMap(text);
  }

  range({ start, end }: Span): Range {
    return { start: this.position(start), end: this.position(end) };
  }

  position(offset: number): Position {
    const { line, column } = this.#lines.position(offset);
    return { line, character: column };
  }

  offset({ line, character }: Position): number {
    return this.#lines.offset({ line, column: character });
  }
}

/** The places of another file, where its text is known. */
export type PlacesOf = (uri: string) => Places | undefined;

// ----------------------------------------------------------------------------------------------------- diagnostics

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export function toDiagnostic(diagnostic: Diagnostic, uri: string, placesOf: PlacesOf): LspDiagnostic {
  const { code, severity, message, help, span, related = [], unnecessary } = diagnostic;
  const places = placesOf(uri);
  return {
    source: 'qflow',
    code,
    codeDescription: { href: diagnosticPage(code) },
    severity: severities[severity],
    message: help === undefined ? message : `${message}\n${help}`,
    range: places?.range(span) ?? nowhere,
    relatedInformation: related.flatMap((place) => {
      const target = place.uri ?? uri;
      const range = placesOf(target)?.range(place.span);
      return range === undefined ? [] : [{ location: { uri: target, range }, message: place.message }];
    }),
    ...(unnecessary === true ? { tags: [DiagnosticTag.Unnecessary] } : {}),
  };
}

const repository = 'https://github.com/quantumflow/vscode-quantumflow';

/** The page that explains a diagnostic. */
export function diagnosticPage(code: string): string {
  return `${repository}/blob/main/docs/diagnostics/${code}.md`;
}

const nowhere: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

export function toTextEdit(edit: TextEdit, places: Places): LspTextEdit {
  return { range: places.range(edit.span), newText: edit.text };
}

// ------------------------------------------------------------------------------------------------------ completion

const completionKinds: Readonly<Record<CompletionItem['kind'], CompletionItemKind>> = {
  gate: CompletionItemKind.Function,
  qubits: CompletionItemKind.Variable,
  variable: CompletionItemKind.Variable,
  constant: CompletionItemKind.Constant,
  function: CompletionItemKind.Function,
  circuit: CompletionItemKind.Class,
  observable: CompletionItemKind.Value,
  noise: CompletionItemKind.Value,
  backend: CompletionItemKind.Module,
  model: CompletionItemKind.Class,
  memory: CompletionItemKind.Struct,
  task: CompletionItemKind.Event,
  workflow: CompletionItemKind.Class,
  argument: CompletionItemKind.Property,
  field: CompletionItemKind.Field,
  keyword: CompletionItemKind.Keyword,
  type: CompletionItemKind.TypeParameter,
  file: CompletionItemKind.File,
};

/** What the editor can do with a proposal. */
export interface CompletionAbilities {
  readonly supportsSnippets: boolean;
  /** Whether it knows the command that opens the list again. */
  readonly opensListAgain: boolean;
}

export function toCompletionItem(
  item: CompletionItem,
  places: Places,
  { supportsSnippets, opensListAgain }: CompletionAbilities,
): LspCompletionItem {
  const {
    label,
    kind,
    rank,
    detail,
    documentation,
    text = label,
    snippet,
    continues,
    span,
    source,
    edits,
  } = item;
  const usesSnippet = snippet !== undefined && supportsSnippets;
  return {
    label,
    kind: completionKinds[kind],
    sortText: `${rank}${label}`,
    textEdit: { range: places.range(span), newText: usesSnippet ? snippet : text },
    insertTextFormat: usesSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    ...(detail === undefined ? {} : { detail }),
    ...(documentation === undefined ? {} : { documentation: markdown(documentation) }),
    ...(source === undefined ? {} : { labelDetails: { description: source } }),
    ...(edits === undefined ? {} : { additionalTextEdits: edits.map((edit) => toTextEdit(edit, places)) }),
    ...(continues === true && opensListAgain ? { command: suggestAgain } : {}),
  };
}

/** Opens the list again, as after `on: `, where a name is wanted next. */
const suggestAgain = { title: 'Suggest', command: 'editor.action.triggerSuggest' };

function markdown(value: string) {
  return { kind: MarkupKind.Markdown, value };
}

// -------------------------------------------------------------------------------------------------------- the rest

export function toHover(hover: Hover, places: Places): LspHover {
  return { contents: markdown(hover.markdown), range: places.range(hover.span) };
}

export function toSignatureHelp(found: SignatureHelp): LspSignatureHelp {
  const { label, parameters, active, documentation } = found;
  const signature = {
    label,
    parameters: parameters.map(({ span, documentation: text }) => ({
      label: [span.start, span.end] as [number, number],
      ...(text === undefined ? {} : { documentation: markdown(text) }),
    })),
    ...(documentation === undefined ? {} : { documentation: markdown(documentation) }),
  };
  // A number past the end marks none of the parameters.
  return { signatures: [signature], activeSignature: 0, activeParameter: active ?? parameters.length };
}

export function toLocation(uri: string, span: Span, places: Places): Location {
  return { uri, range: places.range(span) };
}

/** The protocol's kinds of what an outline shows. */
export const symbolKinds: Readonly<Record<DocumentSymbol['kind'], SymbolKind>> = {
  circuit: SymbolKind.Class,
  gate: SymbolKind.Function,
  function: SymbolKind.Function,
  observable: SymbolKind.Object,
  noise: SymbolKind.Object,
  backend: SymbolKind.Module,
  model: SymbolKind.Class,
  memory: SymbolKind.Struct,
  workflow: SymbolKind.Namespace,
  test: SymbolKind.Event,
  task: SymbolKind.Event,
  qubits: SymbolKind.Array,
  value: SymbolKind.Variable,
  constant: SymbolKind.Constant,
};

/** Symbols stay the same objects while their text does: only their lines move. */
const knownSymbols = new WeakMap<DocumentSymbol, LspDocumentSymbol>();

export function toDocumentSymbol(symbol: DocumentSymbol, places: Places): LspDocumentSymbol {
  const known = knownSymbols.get(symbol);
  const { line, character } = places.position(symbol.span.start);
  if (known?.range.start.line === line && known.range.start.character === character) return known;
  const { name, detail, kind, span, nameSpan, children } = symbol;
  const made: LspDocumentSymbol = {
    name,
    kind: symbolKinds[kind],
    range: places.range(span),
    selectionRange: places.range(nameSpan),
    ...(detail === '' ? {} : { detail }),
    ...(children.length === 0 ? {} : { children: children.map((child) => toDocumentSymbol(child, places)) }),
  };
  knownSymbols.set(symbol, made);
  return made;
}

export function toCodeLens(lens: CodeLens, uri: string, places: Places): LspCodeLens {
  return { range: places.range(lens.span), command: lensCommand(lens, uri) };
}

function lensCommand({ action, title, target }: CodeLens, uri: string) {
  switch (action) {
    case 'run':
      return { title: `▶ ${title}`, command: runCommand, arguments: [uri, target] };
    case 'graph':
      return { title, command: showGraphCommand, arguments: [uri, target.name] };
    case 'targets':
      return { title, command: showTargetsCommand, arguments: [uri, target.name] };
  }
}

export function toRunnables(found: readonly RunnablePlace[], places: Places): RunnablesAnswer {
  return found.map(({ kind, name, span }) => ({ kind, name, line: places.position(span.start).line }));
}
