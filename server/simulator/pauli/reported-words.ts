import type { PauliTerm, ReadoutError } from '../../circuit/index.ts';
import { Refused } from '../run/refused.ts';

/** A word on more qubits whose misreadings differ for 0 and 1 is not expanded. */
const mostUneven = 16;

/**
 * The sum of words whose expectation value is the mean of what measurements of a word's factors report, misread as they
 * are: of each factor with sign s the mean report is slant + contrast·s.
 *
 * @param readout by qubit; empty where nothing is misread.
 * @throws {Refused} where the sum would be too long.
 */
export function reportedWords(term: PauliTerm, readout: readonly ReadoutError[]): readonly PauliTerm[] {
  const errorOf = (qubit: number) => readout[qubit] ?? { p01: 0, p10: 0 };
  const uneven = term.factors.filter(({ qubit }) => errorOf(qubit).p01 !== errorOf(qubit).p10).length;
  if (uneven > mostUneven) throw tooUneven();
  let sum: readonly PauliTerm[] = [{ coefficient: term.coefficient, factors: [] }];
  for (const factor of term.factors) {
    const { p01, p10 } = errorOf(factor.qubit);
    const kept = sum.map(({ coefficient, factors }) => ({
      coefficient: (1 - p01 - p10) * coefficient,
      factors: [...factors, factor],
    }));
    const slanted = sum.map(({ coefficient, factors }) => ({
      coefficient: (p10 - p01) * coefficient,
      factors,
    }));
    sum = p01 === p10 ? kept : [...kept, ...slanted];
  }
  return sum;
}

function tooUneven(): Refused {
  return new Refused(
    'not-exact',
    `The observable has words on more than ${mostUneven} qubits whose 0 and 1 are misread unequally often, too many for an exact value.`,
    'Ask for a number of shots instead.',
  );
}
