import {
  type Circuit,
  type Moment,
  type Outcome,
  courseProbability,
  likeliest,
  qubitName,
  qubitState,
} from '../../circuit/index.ts';
import type { Model } from '../index.ts';
import { type OperandState, operandStateAt } from './inline-state.ts';

/** Basis states that a hover lists. */
const shownOutcomes = 8;

/** Measurements that a hover lists, the latest. */
const shownMeasurements = 6;

/** What the qubits of the operand at an offset are like behind its statement; nothing where there is no operand. */
export function operandStateText(model: Model, offset: number): readonly string[] {
  const found = operandStateAt(model, offset);
  if (found === undefined) return [];
  if (typeof found === 'string') return [`No state is shown: ${found}.`];
  const { states, after, qubits } = found;
  const { circuit } = states.traced;
  const moment = states.timeline.at(after.step);
  return [
    `**Behind this statement**${timesText(found)}`,
    qubitTable(circuit, moment, qubits),
    ...wholeText(circuit, moment),
  ];
}

function timesText({ after: { times } }: OperandState): string {
  return times === 1 ? '' : `, the last of ${times} times`;
}

function qubitTable(circuit: Circuit, { amplitudes }: Moment, qubits: readonly number[]): string {
  const rows = qubits.map((qubit) => {
    const { bloch, one, purity, entropy } = qubitState(amplitudes, qubit);
    const vector = `(${bloch.map(decimal).join(', ')})`;
    const cells = [decimal(1 - one), decimal(one), vector, decimal(purity), `${decimal(entropy)} bit`];
    return `| ${[`\`${qubitName(circuit, qubit)}\``, ...cells].join(' | ')} |`;
  });
  const head = '| qubit | P(0) | P(1) | Bloch vector (x, y, z) | purity | entanglement with the others |';
  return [head, '|---|---|---|---|---|---|', ...rows].join('\n');
}

/** The likeliest outcomes of all qubits, and the measurements that led here. */
function wholeText(circuit: Circuit, moment: Moment): readonly string[] {
  const order = Array.from({ length: circuit.qubitCount }, (_, place) =>
    qubitName(circuit, circuit.qubitCount - 1 - place),
  );
  const labels = `|${order.join(', ')}⟩`;
  return [`\`${labels}\`: ${outcomesText(circuit, moment, shownOutcomes)}`, ...branchText(circuit, moment)];
}

/** `|00⟩ 50%, |11⟩ 50%`: the likeliest outcomes of measuring all qubits, qubit 0 at the right. */
export function outcomesText({ qubitCount }: Circuit, { amplitudes }: Moment, count: number): string {
  const found = likeliest(amplitudes, count + 1);
  const texts = found
    .slice(0, count)
    .map(
      ({ index, probability }) => `|${index.toString(2).padStart(qubitCount, '0')}⟩ ${percent(probability)}`,
    );
  return [...texts, ...(found.length > count ? ['…'] : [])].join(', ');
}

function branchText(circuit: Circuit, moment: Moment): readonly string[] {
  const course: Outcome[] = [];
  for (let outcome = moment.latest; outcome !== undefined; outcome = outcome.before) course.unshift(outcome);
  const open = course.filter(({ probability }) => probability < 1 - 1e-9);
  if (open.length === 0) return [];
  const texts = open
    .slice(-shownMeasurements)
    .map(
      ({ kind, qubit, outcome }) =>
        `${qubitName(circuit, qubit)} ${kind === 'reset' ? 'was reset from' : 'gave'} ${outcome}`,
    );
  const earlier = open.length > shownMeasurements ? '…, ' : '';
  return [
    `On the course where ${earlier}${texts.join(', ')}: probability ${decimal(courseProbability(moment))}.`,
  ];
}

/** At most four digits behind the point, and no negative zero. */
function decimal(value: number): string {
  return String(Number(value.toFixed(4)) + 0);
}

function percent(probability: number): string {
  return `${Number((100 * probability).toFixed(1))}%`;
}
