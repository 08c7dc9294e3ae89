import type { Diagnostic, Fix, Span } from '../../../base/index.ts';
import type { Model } from '../../index.ts';
import type { Elsewhere } from '../completion/import-proposals.ts';
import { addArgument, nameArgument } from './complete-call.ts';
import { callFunction } from './call-function.ts';
import { fitRegister, giveValue } from './complete-declaration.ts';
import { declareMissing } from './declare-missing.ts';
import { importMissing } from './import-missing.ts';
import { measureUnmeasured } from './measure-unmeasured.ts';
import { nearFile } from './near-file.ts';
import { lastElement, otherQubit } from './other-element.ts';
import { removeAnnotation, removeFault } from './remove-fault.ts';
import { removeSurplus } from './remove-surplus.ts';
import { renameShadowing } from './rename-shadowing.ts';
import { resetBefore } from './reset-before.ts';
import { closeComment, delayUnit, renameDeclared, retitled, typedParameter } from './rewrite-word.ts';

/** Every change that mends a diagnostic: those that it brings, and those that the file around it shows. */
export function quickFixes(model: Model, diagnostic: Diagnostic, elsewhere: Elsewhere): readonly Fix[] {
  const further = furtherFixes[diagnostic.code]?.(model, diagnostic.span, elsewhere) ?? [];
  return [...(diagnostic.fixes ?? []), ...further];
}

type FindFixes = (model: Model, span: Span, elsewhere: Elsewhere) => readonly Fix[];

const furtherFixes: Readonly<Record<string, FindFixes>> = {
  QF1004: removeFault,
  QF1005: removeFault,
  QF1007: closeComment,
  QF1015: renameDeclared,
  QF1019: typedParameter,
  QF2001: (model, span, elsewhere) => [
    ...importMissing(model, span, elsewhere),
    ...declareMissing(model, span),
  ],
  QF2004: callFunction,
  QF2010: delayUnit,
  QF2018: lastElement,
  QF2020: removeSurplus,
  QF2021: giveValue,
  QF2024: renameShadowing,
  QF3001: otherQubit,
  QF3002: removeSurplus,
  QF3003: removeSurplus,
  QF3005: fitRegister,
  QF3008: removeFault,
  QF3009: removeFault,
  QF3301: resetBefore,
  QF3302: measureUnmeasured,
  QF5004: addArgument,
  QF5007: nameArgument,
  QF5033: removeAnnotation,
  QF5037: retitled,
  QF6001: nearFile,
};
