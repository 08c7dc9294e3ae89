import type { Span } from '../../../base/index.ts';
import type { Model } from '../../index.ts';
import { convertOpenQasm } from './convert-openqasm.ts';
import { extractGate } from './extract-gate.ts';
import { foldIntoLoop } from './fold-into-loop.ts';
import { inlineGate } from './inline-gate.ts';
import { measureAll } from './measure-all.ts';
import type { Refactoring } from './refactoring.ts';

/** Every rewriting that a selection, or the cursor where it is empty, allows. */
export function refactorings(model: Model, selection: Span): readonly Refactoring[] {
  const found = [
    extractGate(model, selection),
    inlineGate(model, selection.start),
    foldIntoLoop(model, selection),
    measureAll(model, selection.start),
    convertOpenQasm(model, selection.start),
  ];
  return found.filter((one) => one !== undefined);
}
