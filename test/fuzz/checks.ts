import assert from 'node:assert/strict';
import { type Diagnostic, type Span, atOnce, neverCancelled } from '../../server/base/index.ts';
import { circuitDiagnostics } from '../../server/circuit/index.ts';
import * as ide from '../../server/language/ide/index.ts';
import { type Model, analyse, format, parse, walk } from '../../server/language/index.ts';
import type { FuzzInput } from './inputs.ts';

/** No input may take longer, in milliseconds. */
export const longest = 1000;

const limits = { instructions: 500, steps: 2000 };

/**
 * Tries everything on a text that the editor would do with it: nothing may throw, take long, or point outside the text,
 * and the formatter changes nothing but space, and nothing the second time.
 *
 * @param place where in the text, from 0 to 1, the cursor stands
 */
export function tryInput({ uri, text }: FuzzInput, place: number): void {
  const { program, diagnostics } = parse(text, { uri });
  walk(program, ({ span }) => isInside(span, text));
  const model = analyse({ uri, text, program, syntaxDiagnostics: diagnostics }, new Map());
  model.diagnostics.forEach((diagnostic) => isSound(diagnostic, text));
  circuitDiagnostics(model, limits).forEach((diagnostic) => isSound(diagnostic, text));
  formats(text, uri);
  askAbout(model);
  askAt(model, Math.floor(place * (text.length + 1)));
}

function isInside({ start, end }: Span, text: string): void {
  assert.ok(start >= 0 && start <= end && end <= text.length, `[${start}, ${end}) of ${text.length}`);
}

function isSound({ span, related, fixes, message }: Diagnostic, text: string): void {
  assert.ok(message.length > 0);
  isInside(span, text);
  for (const { uri, span: other } of related ?? []) if (uri === undefined) isInside(other, text);
  for (const { edits } of fixes ?? []) for (const edit of edits) isInside(edit.span, text);
}

function formats(text: string, uri: string): void {
  const once = format(text, { uri }).text;
  assert.equal(withoutSpace(once), withoutSpace(text), 'the formatter changes more than space');
  assert.equal(format(once, { uri }).text, once, 'the formatter changes its own result');
}

function withoutSpace(text: string): string {
  return text.replaceAll(/[\s\uFEFF]+/g, '');
}

/** What the editor asks about a whole file. */
function askAbout(model: Model): void {
  const whole = { start: 0, end: model.text.length };
  for (const { span } of atOnce(ide.semanticTokens(model))) isInside(span, model.text);
  for (const { span, nameSpan } of atOnce(ide.documentSymbols(model)))
    [span, nameSpan].forEach((one) => isInside(one, model.text));
  for (const { span } of ide.codeLenses(model)) isInside(span, model.text);
  for (const { span } of ide.documentLinks(model)) isInside(span, model.text);
  atOnce(ide.foldingRanges(model));
  const choice = { resultTypes: true, argumentNames: true, circuitCosts: true, state: false };
  atOnce(ide.inlayHints(model, whole, choice));
  atOnce(ide.formattingEdits(model));
  ide.taskGraph(model);
  ide.workspaceSymbols([model], 'a', neverCancelled);
}

/** What the editor asks at a cursor. */
function askAt(model: Model, offset: number): void {
  for (const { span } of ide.complete(model, offset)) isInside(span, model.text);
  const hovered = ide.hover(model, offset)?.span;
  if (hovered !== undefined) isInside(hovered, model.text);
  ide.signatureHelp(model, offset);
  ide.definition(model, offset);
  ide.typeDefinition(model, offset);
  ide.documentHighlights(model, offset);
  for (const { span } of ide.references(model, offset, [model], true)) isInside(span, model.text);
  ide.rename(model, offset, [model], 'other');
  for (const span of ide.selectionRanges(model, offset)) isInside(span, model.text);
  ide.callItem(model, offset);
  ide.typedFormattingEdits(model, offset);
  const selected = { start: Math.floor(offset / 2), end: offset };
  for (const { edits } of ide.refactorings(model, selected))
    for (const { span } of edits) isInside(span, model.text);
}
