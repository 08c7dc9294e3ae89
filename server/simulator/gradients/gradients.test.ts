import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random } from '../../base/index.ts';
import {
  type Angle,
  type BinaryOperator,
  type Bindings,
  type Block,
  type Circuit,
  type Expression,
  type NoiseModel,
  type Observable,
  type Parameter,
  depolarizingRule,
} from '../../circuit/index.ts';
import { gates } from '../../library/index.ts';
import { localSimulator } from '../local-simulator.ts';
import type { Gradient, GradientOptions } from '../simulator.ts';
import {
  binary,
  bitAt,
  bits,
  circuit,
  cx,
  gate,
  int,
  literal,
  loop,
  measure,
  observable,
  when,
} from '../testing/circuits.ts';
import { exactly, granted } from '../testing/run.ts';

const span = { start: 0, end: 0 };
const float = { kind: 'float' } as const;
const list = { kind: 'array', element: float, shape: [3] } as const;
const simulator = localSimulator();

function parameter(name: string, type: Parameter['type'] = float): Parameter {
  return { name, type, span };
}

function read(place: number, type: Parameter['type'] = float): Expression {
  return { kind: 'parameter', type, parameter: place };
}

function element(place: number, index: number): Expression {
  return { kind: 'element', type: float, of: read(place, list), index: literal(int, BigInt(index)) };
}

function real(operator: BinaryOperator, left: Expression, right: Expression): Expression {
  return binary(operator, float, left, right);
}

function call(name: string, ...values: readonly Expression[]): Expression {
  return { kind: 'call', type: float, name, arguments: values };
}

const number = (value: number) => literal(float, value);

function of(qubits: number, parameters: readonly Parameter[], body: Block): Circuit {
  return { ...circuit(qubits, [bits('c', qubits)], body), parameters };
}

async function gradient(
  subject: Circuit,
  bindings: Bindings,
  observed: Observable,
  options: Partial<GradientOptions> = {},
): Promise<Gradient> {
  return granted(await simulator.gradient(subject, bindings, observed, { ...exactly, ...options }));
}

function values({ derivatives }: Gradient): readonly number[] {
  return derivatives.map(({ value }) => value);
}

function assertClose(found: readonly number[], expected: readonly number[], tolerance: number): void {
  assert.equal(found.length, expected.length);
  for (const [place, value] of expected.entries())
    assert.ok(
      Math.abs((found[place] ?? Number.NaN) - value) < tolerance,
      `${place}: ${found[place]}, not ${value}`,
    );
}

/** Central differences of exact estimates by real parameters. */
async function differences(
  subject: Circuit,
  point: readonly number[],
  observed: Observable,
  options: Partial<GradientOptions> = {},
): Promise<number[]> {
  const step = 1e-5;
  const sets = point.flatMap((_, place) =>
    [step, -step].map((shift) => point.map((value, at) => (at === place ? value + shift : value))),
  );
  const estimates = granted(
    await simulator.estimateBatch(subject, sets, observed, { ...exactly, ...options }),
  );
  return point.map(
    (_, place) => ((estimates[2 * place]?.value ?? 0) - (estimates[2 * place + 1]?.value ?? 0)) / (2 * step),
  );
}

const turning = gates
  .filter((one) => one.kind === 'primitive')
  .filter(({ parameters }) => parameters.length > 0);
const still = gates
  .filter((one) => one.kind === 'primitive')
  .filter(({ parameters }) => parameters.length === 0);

/** Gates of all kinds, plain and under controls; angles that use parameters once, often, mixed, or not at all. */
function randomCircuit(qubits: number, count: number, random: Random): Circuit {
  const pick = (size: number) => Math.floor(size * random.next());
  const parameters = Array.from({ length: 4 }, (_, place) => parameter(`p${place}`));
  const angle = (): Angle => {
    const one = read(pick(4));
    switch (pick(5)) {
      case 0:
        return 6 * random.next() - 3;
      case 1:
        return real('*', number(random.next()), one);
      case 2:
        return call('sin', real('*', one, read(pick(4))));
      default:
        return one;
    }
  };
  const body = Array.from({ length: count }, () => {
    const table = random.next() < 0.6 ? turning : still;
    const { name, operands, parameters: own } = table[pick(table.length)] ?? turning[0]!;
    const places = Array.from({ length: qubits }, (_, qubit) => ({ qubit, key: random.next() }))
      .toSorted((a, b) => a.key - b.key)
      .map(({ qubit }) => qubit);
    const controls = places
      .slice(operands.length, operands.length + Math.max(0, pick(4) - 1))
      .map((qubit) => ({ qubit, state: random.next() < 0.7 ? (1 as const) : (0 as const) }));
    return gate(name, places.slice(0, operands.length), own.map(angle), controls);
  });
  return of(qubits, parameters, body);
}

function randomObservable(qubits: number, random: Random): Observable {
  const words = Array.from({ length: 8 }, () =>
    Array.from({ length: qubits }, () => 'IXYZ'[Math.floor(4 * random.next())]).join(''),
  );
  return observable(Object.fromEntries(words.map((word) => [word, 2 * random.next() - 1])));
}

describe('gradients', () => {
  const t = read(0);

  it('of a rotation, and of a parameter that enters twice', async () => {
    const turned = of(1, [parameter('t')], [gate('ry', [0], [t])]);
    for (const rule of ['adjoint', 'parameter_shift'] as const) {
      const once = await gradient(turned, [0.4], observable({ Z: 2 }), { rule });
      assert.equal(once.rule, rule);
      assertClose([once.value, ...values(once)], [2 * Math.cos(0.4), -2 * Math.sin(0.4)], 1e-14);
      const twice = of(
        1,
        [parameter('t')],
        [gate('ry', [0], [t]), gate('ry', [0], [real('*', number(3), t)])],
      );
      assertClose(
        values(await gradient(twice, [0.4], observable({ Z: 1 }), { rule })),
        [-4 * Math.sin(1.6)],
        1e-13,
      );
    }
  });

  it('name the elements of arrays, in the order of the parameters, and pass over whole numbers', async () => {
    const parameters = [parameter('n', int), parameter('theta', list), parameter('last')];
    const body = [0, 1, 2].map((qubit) => gate('rx', [qubit], [element(1, qubit)]));
    const found = await gradient(of(3, parameters, body), [2n, [0.1, 0.2, 0.3], 7], observable({ ZII: 1 }));
    assert.deepEqual(
      found.derivatives.map(({ name }) => name),
      ['theta[0]', 'theta[1]', 'theta[2]', 'last'],
    );
    assertClose(values(found), [0, 0, -Math.sin(0.3), 0], 1e-14);
  });

  it('follow the chain rule through every operation and function', async () => {
    const x = 0.37;
    const cases: readonly (readonly [Expression, (x: number) => number])[] = [
      [real('+', t, number(2)), (v) => v + 2],
      [real('-', number(2), t), (v) => 2 - v],
      [real('*', t, t), (v) => v * v],
      [real('/', number(1), t), (v) => 1 / v],
      [real('%', real('*', number(5), t), number(1)), (v) => (5 * v) % 1],
      [real('**', t, number(3)), (v) => v ** 3],
      [real('**', number(3), t), (v) => 3 ** v],
      [{ kind: 'unary', type: float, operator: '-', operand: t }, (v) => -v],
      [{ kind: 'cast', type: { kind: 'angle' }, operand: t }, (v) => v],
      ...['sin', 'cos', 'tan', 'exp', 'log', 'sqrt', 'abs'].map(
        (name) =>
          [
            call(name, t),
            (v: number) => (Math as unknown as Record<string, (v: number) => number>)[name]!(v),
          ] as const,
      ),
      [call('arcsin', t), Math.asin],
      [call('arccos', t), Math.acos],
      [call('arctan', t), Math.atan],
      [call('ln', t), Math.log],
      [call('pow', t, number(2.5)), (v) => v ** 2.5],
      [call('mod', number(2), t), (v) => 2 % v],
      [call('floor', t), Math.floor],
      [call('ceiling', t), Math.ceil],
    ];
    for (const [angle, f] of cases) {
      const slope = (f(x + 1e-6) - f(x - 1e-6)) / 2e-6;
      const turned = of(1, [parameter('t')], [gate('rx', [0], [angle])]);
      assertClose(values(await gradient(turned, [x], observable({ Z: 1 }))), [-Math.sin(f(x)) * slope], 1e-8);
    }
  });

  it('are refused where an angle has no finite derivative', async () => {
    const turned = of(1, [parameter('t')], [gate('rx', [0], [call('sqrt', t)])]);
    const result = await simulator.gradient(turned, [0], observable({ Z: 1 }), exactly);
    assert.ok(!result.ok && /no finite derivative/.test(result.refusal.message));
  });

  for (let seed = 0; seed < 40; seed++)
    it(`agree between adjoint and shifts on random circuits (${seed + 1})`, async () => {
      const random = new Random(seed);
      const qubits = 3 + (seed % 4);
      const subject = randomCircuit(qubits, 40, random);
      const point = parameterPoint(random);
      const observed = randomObservable(qubits, random);
      const adjoint = await gradient(subject, point, observed, { rule: 'adjoint' });
      const shifts = await gradient(subject, point, observed, { rule: 'parameter_shift' });
      assertClose([adjoint.value, ...values(adjoint)], [shifts.value, ...values(shifts)], 1e-10);
      assertClose(values(adjoint), await differences(subject, point, observed), 1e-7);
    });

  it('agree on states that are undone in fused passes', async () => {
    const random = new Random(99);
    const subject = randomCircuit(15, 60, random);
    const point = parameterPoint(random);
    const observed = randomObservable(15, random);
    const adjoint = await gradient(subject, point, observed);
    assert.equal(adjoint.rule, 'adjoint');
    const shifts = await gradient(subject, point, observed, { rule: 'parameter_shift' });
    assertClose(values(adjoint), values(shifts), 1e-10);
  });

  it('keep within their error where shots are taken', async () => {
    const subject = randomCircuit(3, 12, new Random(5));
    const point = [0.3, 1.1, -0.4, 0.8];
    const observed = observable({ ZZI: 0.7, XIX: -0.4, IYY: 0.2 });
    const exact = await gradient(subject, point, observed);
    const sampled = await gradient(subject, point, observed, { shots: 2000, seed: 3 });
    assert.equal(sampled.rule, 'parameter_shift');
    for (const [place, { value, stderr }] of sampled.derivatives.entries())
      assert.ok(Math.abs(value - (values(exact)[place] ?? 0)) <= 5 * stderr, `${value} ± ${stderr}`);
    assert.deepEqual(await gradient(subject, point, observed, { shots: 2000, seed: 3 }), sampled);
  });

  it('have the standard error of the two-term rule', async () => {
    const turned = of(1, [parameter('t')], [gate('ry', [0], [t])]);
    const shots = 100_000;
    const found = await gradient(turned, [0.4], observable({ Z: 1 }), { shots });
    const spread = 1 - Math.cos(0.4 + Math.PI / 2) ** 2;
    assertClose([found.derivatives[0]?.stderr ?? 0], [Math.sqrt((2 * spread) / (4 * shots))], 2e-5);
  });

  it('go through measurements and feed-forward by shifts', async () => {
    const body = [
      gate('ry', [0], [t]),
      measure(0, 0, 0),
      when(bitAt(0, 2, 0), [gate('rx', [1], [real('*', number(2), t)])], [gate('ry', [1], [t])]),
    ];
    const subject = of(2, [parameter('t')], body);
    const observed = observable({ ZI: 1 });
    const found = await gradient(subject, [0.7], observed);
    assert.equal(found.rule, 'parameter_shift');
    assertClose(values(found), await differences(subject, [0.7], observed), 1e-8);
    const refused = await simulator.gradient(subject, [0.7], observed, { ...exactly, rule: 'adjoint' });
    assert.ok(!refused.ok && /measurement or reset/.test(refused.refusal.message));
  });

  it('go through noise by shifts', async () => {
    const noise: NoiseModel = { name: 'lab', rules: [depolarizingRule(0.1)], readout: [] };
    const turned = of(2, [parameter('t')], [gate('ry', [0], [t]), cx(0, 1), gate('rx', [1], [t])]);
    const observed = observable({ ZZ: 1, IZ: 0.5 });
    const found = await gradient(turned, [0.6], observed, { noise });
    assert.equal(found.rule, 'parameter_shift');
    assertClose(values(found), await differences(turned, [0.6], observed, { noise }), 1e-8);
    const [quiet = 0] = values(await gradient(turned, [0.6], observed));
    assert.ok(Math.abs((values(found)[0] ?? 0) - quiet) > 0.01);
    const sampled = await gradient(turned, [0.6], observed, { noise, shots: 4000, seed: 2 });
    const { value = Number.NaN, stderr = 0 } = sampled.derivatives[0] ?? {};
    assert.ok(Math.abs(value - (values(found)[0] ?? 0)) <= 5 * stderr);
    const refused = await simulator.gradient(turned, [0.6], observed, {
      ...exactly,
      noise,
      rule: 'adjoint',
    });
    assert.ok(!refused.ok && /adjoint method is not possible/.test(refused.refusal.message));
  });

  it('are refused where a measured loop repeats a gate with a parameter', async () => {
    const again = [gate('ry', [0], [t]), measure(0, 0, 0)];
    const subject = of(2, [parameter('t')], [...again, loop(bitAt(0, 2, 0), again)]);
    const result = await simulator.gradient(subject, [0.2], observable({ IZ: 1 }), { ...exactly, shots: 10 });
    assert.ok(!result.ok && /loop/.test(result.refusal.message));
  });

  it('run on large Clifford circuits', async () => {
    const chain = Array.from({ length: 59 }, (_, qubit) => cx(qubit, qubit + 1));
    const subject = of(60, [parameter('t')], [gate('rx', [0], [t]), ...chain]);
    const word = `Z${'I'.repeat(59)}`;
    assertClose(values(await gradient(subject, [Math.PI / 2], observable({ [word]: 1 }))), [-1], 1e-12);
  });

  it('are added up over the cones of the terms, on more qubits than a state can have', async () => {
    const qubits = 40;
    const all = Array.from({ length: qubits }, (_, qubit) => qubit);
    const ring = all.map((qubit) => gate('rzz', [qubit, (qubit + 1) % qubits], [t]));
    const body = [
      ...all.map((qubit) => gate('h', [qubit])),
      ...ring,
      ...all.map((qubit) => gate('rx', [qubit], [read(1)])),
    ];
    const subject = of(qubits, [parameter('gamma'), parameter('beta')], body);
    const at = (first: number) => (qubit: number) =>
      qubit === first || qubit === (first + 1) % qubits ? 'Z' : 'I';
    const words = Object.fromEntries(all.map((first) => [all.map(at(first)).toReversed().join(''), 1]));
    const [gamma, beta] = [0.4, 0.9];
    const found = await gradient(subject, [gamma, beta], observable(words), { method: 'statevector' });
    assert.equal(found.rule, 'adjoint');
    // Wang, Hadfield, Jiang and Rieffel, arXiv:1706.02998: ⟨ZZ⟩ of a ring is sin(2β)·sin(2γ)/2 here.
    const value = (qubits / 2) * Math.sin(2 * beta) * Math.sin(2 * gamma);
    const slopes = [
      qubits * Math.sin(2 * beta) * Math.cos(2 * gamma),
      qubits * Math.cos(2 * beta) * Math.sin(2 * gamma),
    ];
    assertClose([found.value, ...values(found)], [value, ...slopes], 1e-10);
  });

  it('come for several sets of parameters at once', async () => {
    const subject = of(2, [parameter('t')], [gate('ry', [0], [t]), cx(0, 1)]);
    const sets = [[0.1], [0.7], [2]];
    const batch = granted(await simulator.gradientBatch(subject, sets, observable({ IZ: 1 }), exactly));
    for (const [place, one] of batch.entries())
      assertClose(values(one), [-Math.sin(sets[place]?.[0] ?? NaN)], 1e-13);
    const sampled = { ...exactly, shots: 1000 };
    const drawn = granted(
      await simulator.gradientBatch(subject, [[0.7], [0.7]], observable({ IZ: 1 }), sampled),
    );
    assert.notDeepEqual(drawn[0], drawn[1]);
  });

  it('are forecast with both states, or with the runs of all shifts', async () => {
    const subject = of(
      4,
      [parameter('t')],
      [0, 1, 2, 3].map((qubit) => gate('ry', [qubit], [t])),
    );
    const forecastOf = async (options: Partial<GradientOptions>) =>
      granted(
        await simulator.forecast(
          subject,
          { ...exactly, ...options },
          { kind: 'estimate', observable: observable({ ZZZZ: 1 }), gradient: options.rule ?? 'auto' },
        ),
      );
    const whole = await forecastOf({});
    assert.equal(whole.memory, 512);
    assert.match(whole.summary, /dense state, adjoint gradient on two states/);
    for (const options of [{ memoryLimit: 256 }, { rule: 'parameter_shift' }] as const) {
      const { memory, summary } = await forecastOf(options);
      assert.equal(memory, 256);
      assert.match(summary, /gradient from 9 runs/);
    }
  });

  it('take two states, and shifts where only one fits', async () => {
    const subject = of(
      4,
      [parameter('t')],
      [0, 1, 2, 3].map((qubit) => gate('ry', [qubit], [t])),
    );
    const found = await gradient(subject, [0.3], observable({ ZZZZ: 1 }), { memoryLimit: 256 });
    assert.equal(found.rule, 'parameter_shift');
    assertClose(values(found), [-4 * Math.cos(0.3) ** 3 * Math.sin(0.3)], 1e-13);
  });

  it('have the variance of a barren plateau', async () => {
    // McClean et al., arXiv:1803.11173: for deep random layers the variance is d/(3(d² − 1)), here with d = 4.
    const random = new Random(17);
    const squares: number[] = [];
    for (let sample = 0; sample < 1500; sample++) {
      const subject = layered(2, 30, random);
      const [slope = 0] = values(
        await gradient(subject, [2 * Math.PI * random.next()], observable({ ZZ: 1 })),
      );
      squares.push(slope * slope);
    }
    const mean = squares.reduce((sum, square) => sum + square, 0) / squares.length;
    const spread = squares.reduce((sum, square) => sum + (square - mean) ** 2, 0) / squares.length;
    assert.ok(Math.abs(mean - 4 / 45) < 4 * Math.sqrt(spread / squares.length), `${mean}`);
  });
});

function parameterPoint(random: Random): readonly number[] {
  return Array.from({ length: 4 }, () => 4 * random.next() - 2);
}

/** RY(π/4) on all qubits, then layers of rotations about random axes and a CZ ladder; the first angle is late. */
function layered(qubits: number, layers: number, random: Random): Circuit {
  const places = Array.from({ length: qubits }, (_, qubit) => qubit);
  const axis = () => ['rx', 'ry', 'rz'][Math.floor(3 * random.next())] ?? 'rx';
  const layer = (number: number) => [
    ...places.map((qubit) =>
      gate(axis(), [qubit], [number === 0 && qubit === 0 ? read(0) : 2 * Math.PI * random.next()]),
    ),
    ...places.slice(1).map((qubit) => gate('z', [qubit], [], [{ qubit: qubit - 1, state: 1 }])),
  ];
  const body = [
    ...places.map((qubit) => gate('ry', [qubit], [Math.PI / 4])),
    ...Array.from({ length: layers }, (_, number) => layer(number)).flat(),
  ];
  return of(qubits, [parameter('t')], body);
}
