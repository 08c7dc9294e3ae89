import type { Span } from '../../base/index.ts';
import type { Circuit } from '../circuit.ts';
import { qubitsIn } from '../statistics.ts';
import type { Finding } from './finding.ts';
import { qubitName } from './qubit-names.ts';

/**
 * Gates on qubits that were measured and not reset since. Only what always happens is looked at: a gate whose condition
 * reads the outcome is how a qubit is reset by hand, and in a loop the order of things is not the order of the text.
 */
export function gatesAfterMeasurement(circuit: Circuit): readonly Finding[] {
  const measured = new Map<number, Span>();
  const findings: Finding[] = [];
  for (const instruction of circuit.body) {
    if (instruction.kind === 'measure') measured.set(instruction.qubit, instruction.span);
    else if (instruction.kind === 'reset') measured.delete(instruction.qubit);
    else if (instruction.kind === 'gate' || instruction.kind === 'unitary') {
      const qubit = qubitsIn(instruction).find((one) => measured.has(one));
      const other = qubit === undefined ? undefined : measured.get(qubit);
      if (qubit === undefined || other === undefined) continue;
      findings.push({ code: 'QF3301', span: instruction.span, name: qubitName(circuit, qubit), other });
      for (const one of qubitsIn(instruction)) measured.delete(one);
    } else if (instruction.kind === 'if' || instruction.kind === 'while' || instruction.kind === 'block')
      measured.clear();
  }
  return findings;
}
