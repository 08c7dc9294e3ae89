import type { Diagnostic, Fix } from '../../../base/index.ts';
import type { Model } from '../../index.ts';
import type { Elsewhere } from '../completion/import-proposals.ts';
import { declareMissing } from './declare-missing.ts';
import { importMissing } from './import-missing.ts';
import { measureUnmeasured } from './measure-unmeasured.ts';

/** Every change that mends a diagnostic: those that it brings, and those that the file around it shows. */
export function quickFixes(model: Model, diagnostic: Diagnostic, elsewhere: Elsewhere): readonly Fix[] {
  return [...(diagnostic.fixes ?? []), ...furtherFixes(model, diagnostic, elsewhere)];
}

function furtherFixes(model: Model, { code, span }: Diagnostic, elsewhere: Elsewhere): readonly Fix[] {
  switch (code) {
    case 'QF2001':
      return [...importMissing(model, span, elsewhere), ...declareMissing(model, span)];
    case 'QF3302':
      return measureUnmeasured(model, span);
    default:
      return [];
  }
}
