import type { Diagnostic, Span } from '../../base/index.ts';
import { diagnose } from '../../library/index.ts';
import type { Circuit } from '../circuit.ts';
import { gatesAfterMeasurement } from './after-measurement.ts';
import { cancellingGates } from './cancelling-gates.ts';
import type { Finding } from './finding.ts';
import { registersNeverMeasured } from './never-measured.ts';

/** What a circuit does that is probably not meant, in the order of the text; a statement is named once for each rule. */
export function lintCircuit(circuit: Circuit): readonly Diagnostic[] {
  const findings = [
    ...gatesAfterMeasurement(circuit),
    ...registersNeverMeasured(circuit),
    ...cancellingGates(circuit),
  ];
  const seen = new Set<string>();
  return findings
    .filter(({ code, span }) => {
      const key = `${code} ${span.start}`;
      return !seen.has(key) && seen.add(key) !== undefined;
    })
    .toSorted((a, b) => a.span.start - b.span.start)
    .map(worded);
}

function worded({ code, span, name, other }: Finding): Diagnostic {
  switch (code) {
    case 'QF3301':
      return diagnose(code, span, [name], { related: place(other, `${name} is measured here.`) });
    case 'QF3302':
      return diagnose(code, span, [name]);
    case 'QF3303': {
      const edits = [...(other === undefined ? [] : [other]), span].map((one) => ({ span: one, text: '' }));
      const fixes = [{ title: 'Remove both gates', edits }];
      return diagnose(code, span, [], { related: place(other, 'This is undone.'), fixes });
    }
  }
}

function place(span: Span | undefined, message: string) {
  return span === undefined ? [] : [{ span, message }];
}
