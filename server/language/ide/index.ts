/** The editor's questions, answered as plain data: offsets into the text, labels, Markdown. */
export { type CodeLens, codeLenses } from './code-lenses.ts';
export { complete } from './completion/completion.ts';
export type { CompletionItem } from './completion/item.ts';
export { definition } from './definition.ts';
export { type DocumentSymbol, documentSymbols } from './document-symbols.ts';
export { type Hover, hover } from './hover.ts';
export { modelOf } from './imported-models.ts';
export { type RunnablePlace, runnables } from './runnables.ts';
export { taskGraph } from './task-graph.ts';
