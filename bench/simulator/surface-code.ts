import {
  type Circuit,
  type Instruction,
  type NoiseModel,
  depolarizingRule,
} from '../../server/circuit/index.ts';

const span = { start: 0, end: 0 };

/** A stabilizer of the rotated surface code: the data qubits that its ancilla meets in each of four layers. */
interface Check {
  readonly ancilla: number;
  readonly isX: boolean;
  readonly data: readonly (number | undefined)[];
}

/** Order in which an ancilla meets its neighbours, as rows down and columns right, so that errors do not line up. */
const orders = {
  x: [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  z: [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ],
} as const;

function checksOf(distance: number): readonly Check[] {
  const checks: Check[] = [];
  for (let row = -1; row < distance; row++)
    for (let column = -1; column < distance; column++) {
      const isX = (row + column) % 2 !== 0;
      const isEdge = row === -1 || row === distance - 1;
      const isSide = column === -1 || column === distance - 1;
      if ((isEdge && (isSide || !isX)) || (isSide && isX)) continue;
      const data = orders[isX ? 'x' : 'z'].map(([down, right]) => {
        const [r, c] = [row + down, column + right];
        return r >= 0 && c >= 0 && r < distance && c < distance ? r * distance + c : undefined;
      });
      checks.push({ ancilla: distance ** 2 + checks.length, isX, data });
    }
  return checks;
}

function gate(name: string, qubit: number, control?: number): Instruction {
  const controls = control === undefined ? [] : [{ qubit: control, state: 1 as const }];
  return { kind: 'gate', gate: name, angles: [], qubits: [qubit], controls, span };
}

function roundOf(checks: readonly Check[], variable: number): readonly Instruction[] {
  const turns = checks.filter(({ isX }) => isX).map(({ ancilla }) => gate('h', ancilla));
  const meets = [0, 1, 2, 3].flatMap((layer) =>
    checks.flatMap(({ ancilla, isX, data }) => {
      const qubit = data[layer];
      if (qubit === undefined) return [];
      return [isX ? gate('x', qubit, ancilla) : gate('x', ancilla, qubit)];
    }),
  );
  const resets = checks.map(({ ancilla }): Instruction => ({ kind: 'reset', qubit: ancilla, span }));
  const measures = checks.map(({ ancilla }, index): Instruction => ({
    kind: 'measure',
    qubit: ancilla,
    target: { variable, index },
    span,
  }));
  return [...resets, ...turns, ...meets, ...turns, ...measures];
}

/** Rounds of syndrome measurement on |0…0⟩ of the rotated surface code, then a measurement of all data qubits. */
export function surfaceCode(distance: number, rounds: number): Circuit {
  const checks = checksOf(distance);
  const data = distance ** 2;
  const register = (name: string, width: number) =>
    ({ name, type: { kind: 'bit', width }, isOutput: true, span }) as const;
  const measures = Array.from({ length: data }, (_, qubit): Instruction => ({
    kind: 'measure',
    qubit,
    target: { variable: rounds, index: qubit },
    span,
  }));
  return {
    name: 'surface',
    registers: [{ name: 'q', offset: 0, size: data + checks.length, span }],
    qubitCount: data + checks.length,
    variables: [
      ...Array.from({ length: rounds }, (_, round) => register(`s${round}`, checks.length)),
      register('d', data),
    ],
    parameters: [],
    body: [...Array.from({ length: rounds }, (_, round) => roundOf(checks, round)).flat(), ...measures],
  };
}

/** Depolarizing after gates and resets, and misread measurements, all with probability `p`. */
export function circuitNoise(p: number): NoiseModel {
  return {
    name: 'circuit noise',
    rules: [depolarizingRule(p, { on: ['all', 'reset'] })],
    readout: [{ p01: p, p10: p }],
  };
}
