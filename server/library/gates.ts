import { type Complex, type Matrix, cx, matrices } from '../base/index.ts';
import {
  type ComposedGate,
  type ControlledGate,
  type Gate,
  type GateOrigin,
  type GateStep,
  type LinearAngle,
  type PrimitiveGate,
  controlledMatrix,
  embed,
  evaluateAngle,
} from './gate.ts';

/**
 * The gates that every `.qflow` file knows: those of the language, of stdgates.inc (OpenQASM 3), of qelib1.inc
 * (OpenQASM 2) and a few that hardware has. The single source for parsing, checking, completion, hover, simulation,
 * grammar lists and export. Where the two files give one name different global phases, OpenQASM 3's meaning holds.
 */

const { expi, complex, zero, one } = cx;
const half = Math.SQRT1_2;

function matrix2(a: Complex, b: Complex, c: Complex, d: Complex): Matrix {
  return [
    [a, b],
    [c, d],
  ];
}

/**
 * The `U` of OpenQASM 3.0 and later (specification, "Built-in gates"): 2π-periodic in θ,
 * e^{iθ/2} times the `U` that many tools use.
 */
export function universalMatrix(theta: number, phi: number, lambda: number): Matrix {
  return matrices.scaled(eulerMatrix(theta, phi, lambda), expi((theta + phi + lambda) / 2));
}

/** Rz(φ)·Ry(θ)·Rz(λ), of determinant 1: the `u3` of both standard gate files. */
function eulerMatrix(theta: number, phi: number, lambda: number): Matrix {
  const cosine = Math.cos(theta / 2);
  const sine = Math.sin(theta / 2);
  return matrix2(
    cx.scale(expi(-(phi + lambda) / 2), cosine),
    cx.scale(expi((lambda - phi) / 2), -sine),
    cx.scale(expi((phi - lambda) / 2), sine),
    cx.scale(expi((phi + lambda) / 2), cosine),
  );
}

/** exp(-iθ/2 · P) for a matrix P with P² = 1. */
function rotation(generator: Matrix, theta: number): Matrix {
  const cosine = complex(Math.cos(theta / 2));
  const sine = complex(0, -Math.sin(theta / 2));
  return matrices.generate(generator.length, (row, column) =>
    cx.add(row === column ? cosine : zero, cx.multiply(sine, matrices.element(generator, row, column))),
  );
}

const pauliX = matrix2(zero, one, one, zero);
const pauliY = matrix2(zero, complex(0, -1), complex(0, 1), zero);
const pauliZ = matrix2(one, zero, zero, complex(-1));
const hadamard = matrix2(complex(half), complex(half), complex(half), complex(-half));
const sqrtX = matrix2(complex(0.5, 0.5), complex(0.5, -0.5), complex(0.5, -0.5), complex(0.5, 0.5));

function phaseMatrix(lambda: number): Matrix {
  return matrix2(one, zero, zero, expi(lambda));
}

type About = Pick<Gate, 'origin' | 'title' | 'description'>;

function about(origin: GateOrigin, title: string, description: string): About {
  return { origin, title, description };
}

/** constant + Σ factors[i]·angles[i]. */
function linear(factors: readonly number[], constant = 0): LinearAngle {
  return { constant, factors };
}

function constant(name: string, text: About, unitary: Matrix, inverse: string): PrimitiveGate {
  const operands = unitary.length === 2 ? ['q'] : ['a', 'b'];
  return {
    kind: 'primitive',
    name,
    ...text,
    parameters: [],
    operands,
    matrix: () => unitary,
    inverse: { gate: inverse, angles: [] },
  };
}

/** A gate whose inverse has every angle negated and taken in `inverseOrder`. */
function parametric(
  name: string,
  text: About,
  parameters: readonly string[],
  operands: readonly string[],
  matrix: (angles: readonly number[]) => Matrix,
  inverseOrder: readonly number[] = parameters.map((_, index) => index),
): PrimitiveGate {
  const angles = inverseOrder.map((index) =>
    linear(parameters.map((_, place) => (place === index ? -1 : 0))),
  );
  return { kind: 'primitive', name, ...text, parameters, operands, matrix, inverse: { gate: name, angles } };
}

function controlled(
  name: string,
  text: About,
  gate: PrimitiveGate,
  controls: readonly string[],
): ControlledGate {
  const targets = gate.operands.length === 1 ? ['target'] : gate.operands;
  return {
    kind: 'controlled',
    name,
    ...text,
    parameters: gate.parameters,
    operands: [...controls, ...targets],
    count: controls.length,
    gate: gate.name,
  };
}

function composed(
  name: string,
  text: About,
  parameters: readonly string[],
  operands: readonly string[],
  steps: readonly GateStep[],
): ComposedGate {
  return { kind: 'composed', name, ...text, parameters, operands, steps };
}

function step(gate: string, angles: readonly LinearAngle[], ...operands: readonly number[]): GateStep {
  return { gate, angles, operands };
}

const x = constant('x', about('stdgates.inc', 'Pauli X', 'Flips |0⟩ and |1⟩.'), pauliX, 'x');
const y = constant(
  'y',
  about('stdgates.inc', 'Pauli Y', 'Flips |0⟩ and |1⟩ with phases i and −i.'),
  pauliY,
  'y',
);
const z = constant('z', about('stdgates.inc', 'Pauli Z', 'Changes the sign of |1⟩.'), pauliZ, 'z');
const h = constant('h', about('stdgates.inc', 'Hadamard', 'Maps |0⟩ to |+⟩ and |1⟩ to |−⟩.'), hadamard, 'h');
const s = constant('s', about('stdgates.inc', 'S, √Z', 'Phase i on |1⟩.'), phaseMatrix(Math.PI / 2), 'sdg');
const sdg = constant('sdg', about('stdgates.inc', 'S†', 'Phase −i on |1⟩.'), phaseMatrix(-Math.PI / 2), 's');
const t = constant(
  't',
  about('stdgates.inc', 'T, ⁴√Z', 'Phase e^{iπ/4} on |1⟩.'),
  phaseMatrix(Math.PI / 4),
  'tdg',
);
const tdg = constant(
  'tdg',
  about('stdgates.inc', 'T†', 'Phase e^{−iπ/4} on |1⟩.'),
  phaseMatrix(-Math.PI / 4),
  't',
);
const sx = constant('sx', about('stdgates.inc', '√X', 'Half of a Pauli X.'), sqrtX, 'sxdg');
const sxdg = constant('sxdg', about('qelib1.inc', '√X†', 'Undoes √X.'), matrices.adjoint(sqrtX), 'sx');
const id = constant(
  'id',
  about('stdgates.inc', 'Identity', 'Leaves its qubit alone.'),
  matrices.identity(2),
  'id',
);
const swap = constant(
  'swap',
  about('stdgates.inc', 'Swap', 'Exchanges two qubits.'),
  [
    [one, zero, zero, zero],
    [zero, zero, one, zero],
    [zero, one, zero, zero],
    [zero, zero, zero, one],
  ],
  'swap',
);

const p = parametric(
  'p',
  about('stdgates.inc', 'Phase', 'Phase e^{iλ} on |1⟩; a global phase away from rz(λ).'),
  ['λ'],
  ['q'],
  ([lambda = 0]) => phaseMatrix(lambda),
);
const rx = parametric(
  'rx',
  about('stdgates.inc', 'Rotation about x', 'exp(−iθX/2).'),
  ['θ'],
  ['q'],
  ([theta = 0]) => rotation(pauliX, theta),
);
const ry = parametric(
  'ry',
  about('stdgates.inc', 'Rotation about y', 'exp(−iθY/2).'),
  ['θ'],
  ['q'],
  ([theta = 0]) => rotation(pauliY, theta),
);
const rz = parametric(
  'rz',
  about('stdgates.inc', 'Rotation about z', 'exp(−iλZ/2).'),
  ['λ'],
  ['q'],
  ([lambda = 0]) => rotation(pauliZ, lambda),
);
const U = parametric(
  'U',
  about(
    'language',
    'Universal one-qubit gate',
    'Any one-qubit gate up to phase, with the phase that OpenQASM 3 gives it: U(θ, φ, λ) = e^{i(θ+φ+λ)/2}·Rz(φ)·Ry(θ)·Rz(λ).',
  ),
  ['θ', 'φ', 'λ'],
  ['q'],
  ([theta = 0, phi = 0, lambda = 0]) => universalMatrix(theta, phi, lambda),
  [0, 2, 1],
);
const u3 = parametric(
  'u3',
  about('stdgates.inc', 'Euler rotation', 'Rz(φ)·Ry(θ)·Rz(λ).'),
  ['θ', 'φ', 'λ'],
  ['q'],
  ([theta = 0, phi = 0, lambda = 0]) => eulerMatrix(theta, phi, lambda),
  [0, 2, 1],
);

const zz = matrices.kronecker(pauliZ, pauliZ);
const rxx = parametric(
  'rxx',
  about('qelib1.inc', 'XX interaction', 'exp(−iθ X⊗X/2).'),
  ['θ'],
  ['a', 'b'],
  ([theta = 0]) => rotation(matrices.kronecker(pauliX, pauliX), theta),
);
const ryy = parametric(
  'ryy',
  about('qflow', 'YY interaction', 'exp(−iθ Y⊗Y/2).'),
  ['θ'],
  ['a', 'b'],
  ([theta = 0]) => rotation(matrices.kronecker(pauliY, pauliY), theta),
);
const rzz = parametric(
  'rzz',
  about('qelib1.inc', 'ZZ interaction', 'exp(−iθ Z⊗Z/2).'),
  ['θ'],
  ['a', 'b'],
  ([theta = 0]) => rotation(zz, theta),
);

const xy = parametric(
  'xy',
  about('qflow', 'XY interaction', 'exp(iθ (X⊗X + Y⊗Y)/4): iSWAP at π, its root at π/2.'),
  ['θ'],
  ['a', 'b'],
  ([theta = 0]) =>
    matrices.product(
      rotation(matrices.kronecker(pauliX, pauliX), -theta / 2),
      rotation(matrices.kronecker(pauliY, pauliY), -theta / 2),
    ),
);
const prx: PrimitiveGate = {
  ...parametric(
    'prx',
    about(
      'qflow',
      'Rotation about an axis of the equator',
      'Rz(φ)·Rx(θ)·Rz(−φ): what trapped ions and IQM call native.',
    ),
    ['θ', 'φ'],
    ['q'],
    ([theta = 0, phi = 0]) => eulerMatrix(theta, phi - Math.PI / 2, Math.PI / 2 - phi),
  ),
  // The axis stays; only the turn goes back.
  inverse: { gate: 'prx', angles: [linear([-1, 0]), linear([0, 1])] },
};

/** The built-in global phase: a gate on no qubit, whose matrix is the number e^{iγ}. */
const gphase = parametric(
  'gphase',
  about(
    'language',
    'Global phase',
    'Multiplies the state by e^{iγ}; under `ctrl @` it is a phase on the control.',
  ),
  ['γ'],
  [],
  ([gamma = 0]) => [[expi(gamma)]],
);

const same = linear([1]);

const u1 = composed(
  'u1',
  about('stdgates.inc', 'Phase (older name)', 'The same as p(λ).'),
  ['λ'],
  ['q'],
  [step('p', [same], 0)],
);
const phase = composed(
  'phase',
  about('stdgates.inc', 'Phase (older name)', 'The same as p(λ).'),
  ['λ'],
  ['q'],
  [step('p', [same], 0)],
);
const u2 = composed(
  'u2',
  about('stdgates.inc', 'Euler rotation with θ = π/2', 'Rz(φ)·Ry(π/2)·Rz(λ).'),
  ['φ', 'λ'],
  ['q'],
  [step('u3', [linear([], Math.PI / 2), linear([1]), linear([0, 1])], 0)],
);
const u = composed(
  'u',
  about('qelib1.inc', 'Euler rotation (older name)', 'The same as u3(θ, φ, λ).'),
  ['θ', 'φ', 'λ'],
  ['q'],
  [step('u3', [linear([1]), linear([0, 1]), linear([0, 0, 1])], 0)],
);
const u0 = composed(
  'u0',
  about('qelib1.inc', 'Wait', 'The identity, for γ gate times.'),
  ['γ'],
  ['q'],
  [step('id', [], 0)],
);
const cu3 = composed(
  'cu3',
  about('qelib1.inc', 'Controlled Euler rotation', 'Controlled e^{i(φ+λ)/2}·u3(θ, φ, λ).'),
  ['θ', 'φ', 'λ'],
  ['control', 'target'],
  [
    step('p', [linear([0, 0.5, 0.5])], 0),
    step('crz', [linear([0, 0, 1])], 0, 1),
    step('cry', [same], 0, 1),
    step('crz', [linear([0, 1])], 0, 1),
  ],
);
const cu = composed(
  'cu',
  about('stdgates.inc', 'Controlled U with phase', 'Controlled e^{i(γ+(φ+λ)/2)}·u3(θ, φ, λ).'),
  ['θ', 'φ', 'λ', 'γ'],
  ['control', 'target'],
  [step('p', [linear([0, 0, 0, 1])], 0), step('cu3', [same, linear([0, 1]), linear([0, 0, 1])], 0, 1)],
);
const iswap = composed(
  'iswap',
  about('qflow', 'iSWAP', 'Exchanges two qubits and multiplies |01⟩ and |10⟩ by i.'),
  [],
  ['a', 'b'],
  [step('xy', [linear([], Math.PI)], 0, 1)],
);
const tee = step('p', [linear([], Math.PI / 4)], 2);
const teeBack = step('p', [linear([], -Math.PI / 4)], 2);
const rccx = composed(
  'rccx',
  about(
    'qelib1.inc',
    'Toffoli up to phases',
    'Margolus gate: a Toffoli with a sign, for three cx instead of six.',
  ),
  [],
  ['control1', 'control2', 'target'],
  [
    step('h', [], 2),
    tee,
    step('cx', [], 1, 2),
    teeBack,
    step('cx', [], 0, 2),
    tee,
    step('cx', [], 1, 2),
    teeBack,
    step('h', [], 2),
  ],
);
const tee3 = { ...tee, operands: [3] };
const teeBack3 = { ...teeBack, operands: [3] };
const margolusPart = [step('h', [], 3), tee3, step('cx', [], 2, 3), teeBack3, step('h', [], 3)];
const rc3x = composed(
  'rc3x',
  about('qelib1.inc', 'Triply controlled X up to phases', 'X under three controls with phases, for six cx.'),
  [],
  ['control1', 'control2', 'control3', 'target'],
  [
    ...margolusPart,
    step('cx', [], 0, 3),
    tee3,
    step('cx', [], 1, 3),
    teeBack3,
    step('cx', [], 0, 3),
    tee3,
    step('cx', [], 1, 3),
    teeBack3,
    ...margolusPart,
  ],
);
const rzx = parametric(
  'rzx',
  about('qflow', 'ZX interaction', 'exp(−iθ Z⊗X/2), Z on the first operand.'),
  ['θ'],
  ['a', 'b'],
  ([theta = 0]) => rotation(matrices.kronecker(pauliX, pauliZ), theta),
);

const ecr = constant(
  'ecr',
  about(
    'qflow',
    'Echoed cross resonance',
    'Maximally entangling and its own inverse: half a ZX turn, X, and half a ZX turn back.',
  ),
  [
    rzx.matrix([Math.PI / 4]),
    matrices.kronecker(matrices.identity(2), pauliX),
    rzx.matrix([-Math.PI / 4]),
  ].reduce((total, matrix) => matrices.product(matrix, total)),
  'ecr',
);

const c = ['control'];
const cc = ['control1', 'control2'];
const ccc = [...cc, 'control3'];
const std = (title: string, description: string) => about('stdgates.inc', title, description);
const old = (title: string, description: string) => about('qelib1.inc', title, description);
const own = (title: string, description: string) => about('qflow', title, description);

const controlledGates: readonly ControlledGate[] = [
  controlled('cx', std('Controlled X', 'Flips the target where the control is 1.'), x, c),
  controlled('CX', std('Controlled X (older name)', 'The same as cx.'), x, c),
  controlled('cnot', own('Controlled X (other name)', 'The same as cx.'), x, c),
  controlled('cy', std('Controlled Y', 'Y on the target where the control is 1.'), y, c),
  controlled('cz', std('Controlled Z', 'Changes the sign of |11⟩.'), z, c),
  controlled('ch', std('Controlled Hadamard', 'H on the target where the control is 1.'), h, c),
  controlled('cp', std('Controlled phase', 'Phase e^{iλ} on |11⟩.'), p, c),
  controlled('cphase', std('Controlled phase (older name)', 'The same as cp.'), p, c),
  controlled('cu1', old('Controlled phase (older name)', 'The same as cp.'), p, c),
  controlled('crx', std('Controlled x rotation', 'rx(θ) on the target where the control is 1.'), rx, c),
  controlled('cry', std('Controlled y rotation', 'ry(θ) on the target where the control is 1.'), ry, c),
  controlled('crz', std('Controlled z rotation', 'rz(λ) on the target where the control is 1.'), rz, c),
  controlled('cs', own('Controlled S', 'Phase i on |11⟩.'), s, c),
  controlled('csdg', own('Controlled S†', 'Phase −i on |11⟩.'), sdg, c),
  controlled('ct', own('Controlled T', 'Phase e^{iπ/4} on |11⟩.'), t, c),
  controlled('ctdg', own('Controlled T†', 'Phase e^{−iπ/4} on |11⟩.'), tdg, c),
  controlled('csx', old('Controlled √X', '√X on the target where the control is 1.'), sx, c),
  controlled('csxdg', own('Controlled √X†', '√X† on the target where the control is 1.'), sxdg, c),
  controlled(
    'cswap',
    std('Controlled swap', 'Fredkin gate: exchanges two qubits where the control is 1.'),
    swap,
    c,
  ),
  controlled('ccx', std('Toffoli', 'Flips the target where both controls are 1.'), x, cc),
  controlled('ccz', own('Doubly controlled Z', 'Changes the sign of |111⟩.'), z, cc),
  controlled('c3x', old('Triply controlled X', 'Flips the target where three controls are 1.'), x, ccc),
  controlled('c3sqrtx', old('Triply controlled √X', '√X on the target where three controls are 1.'), sx, ccc),
  controlled('c4x', old('X with four controls', 'Flips the target where four controls are 1.'), x, [
    ...ccc,
    'control4',
  ]),
];

const table: readonly Gate[] = [
  ...[
    U,
    gphase,
    id,
    x,
    y,
    z,
    h,
    s,
    sdg,
    t,
    tdg,
    sx,
    sxdg,
    p,
    rx,
    ry,
    rz,
    u3,
    swap,
    rxx,
    ryy,
    rzz,
    rzx,
    xy,
    prx,
    ecr,
  ],
  ...controlledGates,
  ...[phase, u, u0, u1, u2, cu, cu3, iswap, rccx, rc3x],
];

const byName: ReadonlyMap<string, Gate> = new Map(table.map((gate) => [gate.name, gate]));

/** Every gate of the table, in the order in which lists show them. */
export const gates: readonly Gate[] = table;

/** The gate of that name, which is case sensitive as all of OpenQASM is. */
export function findGate(name: string): Gate | undefined {
  return byName.get(name);
}

/** The primitive gate of that name. @throws {Error} when the table has none: a fault in the program, not in the input. */
export function primitiveGate(name: string): PrimitiveGate {
  const gate = byName.get(name);
  if (gate?.kind !== 'primitive') throw new Error(`no primitive gate ${name}`);
  return gate;
}

/** The unitary of any gate of the table, of size 2^operands, for angles in radians. */
export function gateMatrix(gate: Gate, angles: readonly number[]): Matrix {
  if (gate.kind === 'primitive') return gate.matrix(angles);
  if (gate.kind === 'controlled')
    return controlledMatrix(primitiveGate(gate.gate).matrix(angles), gate.count);
  return gate.steps.reduce<Matrix>(
    (total, { gate: name, angles: linearAngles, operands }) => {
      const inner = findGate(name);
      if (inner === undefined) throw new Error(`no gate ${name}`);
      const matrix = gateMatrix(
        inner,
        linearAngles.map((angle) => evaluateAngle(angle, angles)),
      );
      return matrices.product(embed(matrix, operands, gate.operands.length), total);
    },
    matrices.identity(2 ** gate.operands.length),
  );
}
