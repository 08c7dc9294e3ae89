import type { Diagnostic, Fix, Span } from '../../../base/index.ts';
import type { Model } from '../../index.ts';
import type { Elsewhere } from '../completion/import-proposals.ts';
import { declareConstant, declareVariable } from './change-modifier.ts';
import { addArgument, nameArgument } from './complete-call.ts';
import { applyGate, callFunction } from './call-function.ts';
import { fitRegister, giveValue } from './complete-declaration.ts';
import { declareMissing } from './declare-missing.ts';
import { importMissing } from './import-missing.ts';
import { measureUnmeasured } from './measure-unmeasured.ts';
import { moveToTop, moveUp } from './move-declaration.ts';
import { nameOutcome } from './name-outcome.ts';
import { nearFile } from './near-file.ts';
import { lastElement, otherQubit } from './other-element.ts';
import {
  removeAllowed,
  removeAnnotation,
  removeFault,
  removeStatement,
  removeUnexpected,
  removeUnusedImport,
} from './remove-fault.ts';
import { removeParameter } from './remove-parameter.ts';
import { removeSurplus } from './remove-surplus.ts';
import { renameShadowing } from './rename-shadowing.ts';
import { resetBefore } from './reset-before.ts';
import { nearestBound, readableNumber, realCoefficients, widenType } from './rewrite-number.ts';
import {
  capitalWord,
  closeComment,
  compareWithZero,
  countDown,
  delayUnit,
  knownVersion,
  removeIndex,
  renameDeclared,
  retitled,
  typedParameter,
} from './rewrite-word.ts';

/** Every change that mends a diagnostic: those that it brings, and those that the file around it shows. */
export function quickFixes(model: Model, diagnostic: Diagnostic, elsewhere: Elsewhere): readonly Fix[] {
  const further = furtherFixes[diagnostic.code]?.(model, diagnostic.span, elsewhere) ?? [];
  return [...(diagnostic.fixes ?? []), ...further];
}

type FindFixes = (model: Model, span: Span, elsewhere: Elsewhere) => readonly Fix[];

const furtherFixes: Readonly<Record<string, FindFixes>> = {
  QF1001: removeUnexpected,
  QF1004: removeFault,
  QF1005: removeFault,
  QF1007: closeComment,
  QF1008: removeStatement,
  QF1011: readableNumber,
  QF1015: renameDeclared,
  QF1017: knownVersion,
  QF1018: nameOutcome,
  QF1019: typedParameter,
  QF2001: (model, span, elsewhere) => [
    ...importMissing(model, span, elsewhere),
    ...declareMissing(model, span),
  ],
  QF2003: moveUp,
  QF2004: (model, span) => [...callFunction(model, span), ...applyGate(model, span)],
  QF2010: delayUnit,
  QF2012: compareWithZero,
  QF2013: declareConstant,
  QF2014: widenType,
  QF2017: declareVariable,
  QF2018: lastElement,
  QF2019: removeIndex,
  QF2020: removeSurplus,
  QF2021: giveValue,
  QF2022: countDown,
  QF2024: renameShadowing,
  QF3001: otherQubit,
  QF3002: removeSurplus,
  QF3003: removeSurplus,
  QF3005: fitRegister,
  QF3008: removeFault,
  QF3009: removeFault,
  QF3012: moveToTop,
  QF3015: removeParameter,
  QF3301: resetBefore,
  QF3302: measureUnmeasured,
  QF5004: addArgument,
  QF5006: nearestBound,
  QF5007: nameArgument,
  QF5009: realCoefficients,
  QF5012: capitalWord,
  QF5033: removeAnnotation,
  QF5035: removeAllowed,
  QF5037: retitled,
  QF6001: nearFile,
  QF6002: removeUnusedImport,
};
