/** The editor's questions, answered as plain data: offsets into the text, labels, Markdown. */
export { type AssistRequest, assist } from './assistant/assist.ts';
export { type Call, type CallItem, callItem, incomingCalls, outgoingCalls } from './call-hierarchy.ts';
export { type CodeLens, codeLenses } from './code-lenses.ts';
export { complete } from './completion/completion.ts';
export type { Elsewhere } from './completion/import-proposals.ts';
export type { CompletionItem } from './completion/item.ts';
export { narrowed } from './completion/narrow.ts';
export { wordAt } from './completion/tokens-before.ts';
export { decodedUri } from './decoded-uri.ts';
export { definition } from './definition.ts';
export { type DocumentHighlight, documentHighlights } from './document-highlights.ts';
export { documentLinks } from './document-links.ts';
export { type DocumentSymbol, documentSymbols } from './document-symbols.ts';
export { type FoldingRange, foldingRanges } from './folding-ranges.ts';
export { type Hover, hover } from './hover.ts';
export { linkedEditing, namePattern } from './linked-editing.ts';
export { modelOf } from './imported-models.ts';
export { type InlayHint, type InlayHintChoice, inlayHints } from './inlay-hints.ts';
export { familyOf } from './model-family.ts';
export { type Place, references } from './references.ts';
export { prepareRename, rename } from './rename.ts';
export { type RunnablePlace, runnables } from './runnables.ts';
export { selectionRanges } from './selection-ranges.ts';
export {
  fragmentTokens,
  type SemanticToken,
  semanticTokenModifiers,
  semanticTokenTypes,
  semanticTokens,
} from './semantic-tokens.ts';
export { type SignatureHelp, signatureHelp } from './signature-help.ts';
export { taskGraph, taskNode } from './task-graph.ts';
export { typeDefinition } from './type-definition.ts';
export { type WorkspaceSymbol, workspaceSymbols } from './workspace-symbols.ts';
export { formattingEdits, typedFormattingEdits } from './formatting.ts';
export { type Importable, importablesIn, importablesOf } from './imports/importable.ts';
export { type Move, editsForMoves } from './imports/moved-files.ts';
export { quickFixes } from './quick-fixes/quick-fixes.ts';
export { edited } from './refactor/lines.ts';
export type { Refactoring } from './refactor/refactoring.ts';
export { refactorings } from './refactor/refactorings.ts';
export { targetLenses } from './targets/target-lens.ts';
export { deviceChoices, targetTable } from './targets/target-table.ts';
export { compilationView } from './targets/compilation-view.ts';
export { type FindDevice, type NamedTarget, namedTargets } from './targets/target-choice.ts';
export {
  type CircuitReport,
  type TargetFindings,
  type TargetJobs,
  type TargetReport,
  type TargetSettings,
  checkTargets,
  targetJobs,
  targetReport,
} from './targets/target-report.ts';
export { circuitView } from './views/circuit-view.ts';
