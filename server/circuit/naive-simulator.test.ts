import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Complex, type Matrix, type Value, cx, matrices, widthOf } from '../base/index.ts';
import { primitiveGate } from '../library/index.ts';
import type {
  Angle,
  Bindings,
  Block,
  Circuit,
  GateInstruction,
  Instruction,
  UnitaryInstruction,
} from './circuit.ts';
import { type Environment, evaluate } from './evaluate.ts';
import type { Expression } from './expression.ts';
import { stored, zeroOf } from './values.ts';

/** A slow and obvious reference: every measurement splits the run into branches, which are all followed. */

interface Branch {
  readonly amplitudes: readonly Complex[];
  readonly variables: readonly Value[];
  readonly probability: number;
  /** A label, or 0 for the end of the circuit, that the branch is on its way to. */
  readonly exit?: number;
}

interface Run {
  readonly circuit: Circuit;
  readonly bindings: Bindings;
}

/** Branches that are this unlikely are dropped, so that loops end. */
const negligible = 1e-13;

function start(circuit: Circuit, index: number): Branch {
  return {
    amplitudes: Array.from({ length: 2 ** circuit.qubitCount }, (_, place) =>
      place === index ? cx.one : cx.zero,
    ),
    variables: circuit.variables.map(({ type, initial }) => initial ?? zeroOf(type)),
    probability: 1,
  };
}

function runBlock(run: Run, block: Block, branches: readonly Branch[]): readonly Branch[] {
  return block.reduce<readonly Branch[]>(
    (current, instruction) =>
      current.flatMap((branch) => (branch.exit === undefined ? step(run, instruction, branch) : [branch])),
    branches,
  );
}

function environment({ bindings }: Run, { variables }: Branch): Environment {
  return {
    parameter: (parameter) => bindings[parameter] ?? assert.fail(`parameter ${parameter} is not bound`),
    variable: (variable) => variables[variable] ?? assert.fail(`there is no variable ${variable}`),
  };
}

function valueOf(run: Run, branch: Branch, expression: Expression): Value {
  return evaluate(expression, environment(run, branch));
}

function step(run: Run, instruction: Instruction, branch: Branch): readonly Branch[] {
  switch (instruction.kind) {
    case 'gate':
    case 'unitary':
      return [{ ...branch, amplitudes: applied(run, instruction, branch) }];
    case 'measure':
      return project(instruction.qubit, branch).map(({ outcome, ...next }) =>
        record(run, instruction, next, outcome),
      );
    case 'reset':
      return project(instruction.qubit, branch).map(({ outcome, ...next }) =>
        outcome === 0 ? next : { ...next, amplitudes: flipped(next.amplitudes, instruction.qubit) },
      );
    case 'assign':
      return [assigned(run, instruction.variable, instruction.index ?? [], instruction.value, branch)];
    case 'if':
      return runBlock(
        run,
        valueOf(run, branch, instruction.condition) === true ? instruction.then : instruction.otherwise,
        [branch],
      );
    case 'while':
      return loop(run, instruction, branch);
    case 'block':
      return runBlock(run, instruction.body, [branch]).map((end) =>
        end.exit === instruction.label ? left(end) : end,
      );
    case 'exit':
      return [{ ...branch, exit: instruction.label }];
    case 'end':
      return [{ ...branch, exit: 0 }];
    default:
      return [branch];
  }
}

function left({ amplitudes, variables, probability }: Branch): Branch {
  return { amplitudes, variables, probability };
}

function loop(
  run: Run,
  instruction: Extract<Instruction, { kind: 'while' }>,
  first: Branch,
): readonly Branch[] {
  const done: Branch[] = [];
  let active: readonly Branch[] = [first];
  for (let round = 0; active.length > 0; round++) {
    assert.ok(round < 10_000, 'a loop does not end');
    const next: Branch[] = [];
    for (const branch of active) {
      if (branch.exit !== undefined || valueOf(run, branch, instruction.condition) !== true)
        done.push(branch);
      else next.push(...runBlock(run, instruction.body, [branch]));
    }
    active = next.filter(({ probability }) => probability > negligible);
  }
  return done;
}

function applied(
  run: Run,
  operation: GateInstruction | UnitaryInstruction,
  branch: Branch,
): readonly Complex[] {
  const number = (angle: Angle) => (typeof angle === 'number' ? angle : Number(valueOf(run, branch, angle)));
  const matrix =
    operation.kind === 'unitary'
      ? operation.matrix
      : primitiveGate(operation.gate).matrix(operation.angles.map(number));
  const { qubits, controls } = operation;
  const inner = (index: number) =>
    qubits.reduce((bits, qubit, place) => bits | (((index >> qubit) & 1) << place), 0);
  return branch.amplitudes.map((amplitude, index) => {
    if (controls.some(({ qubit, state }) => ((index >> qubit) & 1) !== state)) return amplitude;
    const cleared = qubits.reduce((bits, qubit) => bits & ~(1 << qubit), index);
    return matrix.reduce((sum, _, column) => {
      const source = qubits.reduce(
        (bits, qubit, place) => bits | (((column >> place) & 1) << qubit),
        cleared,
      );
      const factor = matrices.element(matrix, inner(index), column);
      return cx.add(sum, cx.multiply(factor, branch.amplitudes[source] ?? cx.zero));
    }, cx.zero);
  });
}

function project(qubit: number, branch: Branch): readonly (Branch & { readonly outcome: 0 | 1 })[] {
  return ([0, 1] as const).flatMap((outcome) => {
    const kept = branch.amplitudes.map((amplitude, index) =>
      ((index >> qubit) & 1) === outcome ? amplitude : cx.zero,
    );
    const share = kept.reduce((sum, amplitude) => sum + cx.magnitudeSquared(amplitude), 0);
    if (share < negligible) return [];
    const amplitudes = kept.map((amplitude) => cx.scale(amplitude, 1 / Math.sqrt(share)));
    return [{ ...branch, amplitudes, probability: branch.probability * share, outcome }];
  });
}

function flipped(amplitudes: readonly Complex[], qubit: number): readonly Complex[] {
  return amplitudes.map((_, index) => amplitudes[index ^ (1 << qubit)] ?? cx.zero);
}

function record(
  run: Run,
  { target }: Extract<Instruction, { kind: 'measure' }>,
  branch: Branch,
  outcome: 0 | 1,
): Branch {
  if (target === undefined) return branch;
  const index: Expression =
    typeof target.index === 'number'
      ? { kind: 'literal', type: { kind: 'int' }, value: BigInt(target.index) }
      : target.index;
  const value: Expression = { kind: 'literal', type: { kind: 'bit' }, value: BigInt(outcome) };
  return assigned(run, target.variable, [index], value, branch);
}

function assigned(
  run: Run,
  variable: number,
  index: readonly Expression[],
  value: Expression,
  branch: Branch,
): Branch {
  const type = run.circuit.variables[variable]?.type ?? assert.fail(`there is no variable ${variable}`);
  const into = { type, value: branch.variables[variable] ?? zeroOf(type) };
  const places = index.map((part) => valueOf(run, branch, part));
  const result = stored(into, places, { type: value.type, value: valueOf(run, branch, value) });
  return { ...branch, variables: branch.variables.with(variable, result) };
}

/** The unitary of a circuit without measurements. */
export function circuitMatrix(circuit: Circuit, bindings: Bindings = []): Matrix {
  const columns = Array.from({ length: 2 ** circuit.qubitCount }, (_, index) => {
    const [end, ...others] = runBlock({ circuit, bindings }, circuit.body, [start(circuit, index)]);
    assert.ok(end !== undefined && others.length === 0, 'the circuit measures');
    return end.amplitudes;
  });
  return matrices.generate(columns.length, (row, column) => columns[column]?.[row] ?? cx.zero);
}

/** The probabilities of a circuit's results, keyed as the simulator keys them. */
export function outcomes(circuit: Circuit, bindings: Bindings = []): Readonly<Record<string, number>> {
  const ends = runBlock({ circuit, bindings }, circuit.body, [start(circuit, 0)]);
  const table = new Map<string, number>();
  for (const { variables, probability } of ends) {
    const key = circuit.variables
      .flatMap(({ type, isOutput }, place) => (isOutput ? [text(variables[place] ?? 0n, widthOf(type))] : []))
      .toReversed()
      .join(' ');
    table.set(key, (table.get(key) ?? 0) + probability);
  }
  return Object.fromEntries([...table].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function text(value: Value, width: number): string {
  return typeof value === 'bigint' ? value.toString(2).padStart(width, '0') : String(value);
}

/** The probabilities agree with the expected ones, each within `tolerance`. */
export function assertOutcomes(
  actual: Readonly<Record<string, number>>,
  expected: Readonly<Record<string, number>>,
  tolerance = 1e-9,
): void {
  for (const key of new Set([...Object.keys(actual), ...Object.keys(expected)])) {
    const difference = Math.abs((actual[key] ?? 0) - (expected[key] ?? 0));
    assert.ok(
      difference <= tolerance,
      `${key}: ${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`,
    );
  }
}

const span = { start: 0, end: 0 };

describe('the reference that lowering is tested against', () => {
  it('follows both outcomes of a measured Bell pair', () => {
    const circuit: Circuit = {
      name: 'bell',
      registers: [{ name: 'q', offset: 0, size: 2, span }],
      qubitCount: 2,
      variables: [{ name: 'c', type: { kind: 'bit', width: 2 }, isOutput: true, span }],
      parameters: [],
      body: [
        { kind: 'gate', gate: 'h', angles: [], qubits: [0], controls: [], span },
        { kind: 'gate', gate: 'x', angles: [], qubits: [1], controls: [{ qubit: 0, state: 1 }], span },
        { kind: 'measure', qubit: 0, target: { variable: 0, index: 0 }, span },
        { kind: 'measure', qubit: 1, target: { variable: 0, index: 1 }, span },
      ],
    };
    assertOutcomes(outcomes(circuit), { '00': 0.5, '11': 0.5 });
  });
});
