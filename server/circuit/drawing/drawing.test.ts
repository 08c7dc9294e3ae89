import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Angle, Circuit, Control, Instruction } from '../circuit.ts';
import type { Expression } from '../expression.ts';
import { angleText, drawSvg, drawText, expressionText, layoutCircuit } from './index.ts';

const span = { start: 0, end: 0 };

function on(
  gate: string,
  qubits: readonly number[],
  angles: readonly Angle[] = [],
  controls: readonly Control[] = [],
): Instruction {
  return { kind: 'gate', gate, angles, qubits, controls, span };
}

function cx(control: number, target: number): Instruction {
  return on('x', [target], [], [{ qubit: control, state: 1 }]);
}

function measure(qubit: number, index: number, variable = 0): Instruction {
  return { kind: 'measure', qubit, target: { variable, index }, span };
}

/** A circuit on q[0], q[1], … with one result register c. */
function circuit(qubits: number, bits: number, ...body: readonly Instruction[]): Circuit {
  const variables =
    bits === 0 ? [] : [{ name: 'c', type: { kind: 'bit', width: bits }, isOutput: true, span } as const];
  const registers = [{ name: 'q', offset: 0, size: qubits, span }];
  return { name: 'drawn', registers, qubitCount: qubits, variables, parameters: [], body };
}

function draws(subject: Circuit, expected: string, options = {}): void {
  const lines = drawText(subject, options)
    .split('\n')
    .map((line) => line.trimEnd());
  assert.equal(lines.join('\n'), expected.replaceAll(/^\n|\n *$/g, '').replaceAll(/^ {6}/gm, ''));
}

const outcome: Expression = {
  kind: 'binary',
  type: { kind: 'bool' },
  operator: '==',
  left: { kind: 'variable', type: { kind: 'bit', width: 2 }, variable: 0 },
  right: { kind: 'literal', type: { kind: 'int' }, value: 2n },
};

describe('a circuit drawn as text', () => {
  it('shows gates, controls and measurements', () => {
    draws(
      circuit(2, 2, on('h', [0]), cx(0, 1), measure(0, 0), measure(1, 1)),
      `
      q[0]: ─┤H├──●──┤M├───────
                  │   ║
      q[1]: ──────⊕───╫───┤M├──
                      ║    ║
         c: ══════════0════1═══`,
    );
  });

  it('shows open controls, swaps, angles, barriers and resets', () => {
    const controls = [
      { qubit: 0, state: 0 },
      { qubit: 2, state: 1 },
    ] as const;
    draws(
      circuit(
        3,
        0,
        on('rz', [1], [-Math.PI / 4], controls),
        on('swap', [0, 2]),
        { kind: 'barrier', qubits: [0, 1, 2], span },
        { kind: 'reset', qubit: 1, span },
        on('rzz', [0, 1], [0.5]),
        on('gphase', [], [Math.PI]),
      ),
      `
      q[0]: ─────○───────×──░─────────┤Rzz(0.5):0├──
                 │       │  ░              │
      q[1]: ─┤Rz(-π/4)├──┼──░──┤|0⟩├──┤Rzz(0.5):1├──
                 │       │  ░
      q[2]: ─────●───────×──░───────────────────────
      global phase π`,
    );
  });

  it('frames control flow', () => {
    draws(
      circuit(2, 2, measure(0, 1), {
        kind: 'if',
        condition: outcome,
        then: [on('x', [1])],
        otherwise: [on('sdg', [1]), on('t', [0])],
        span,
      }),
      `
      q[0]: ─┤M├──┤if c == 2├───────┤else├──┤T├───┤end├──
              ║   │         │       │    │        │   │
      q[1]: ──╫───┤         ├──┤X├──┤    ├──┤S†├──┤   ├──
              ║
         c: ══1══════════════════════════════════════════`,
    );
  });

  it('wraps at the width and says what it leaves out', () => {
    const long = circuit(1, 0, ...Array.from({ length: 1000 }, () => on('h', [0])));
    draws(
      long,
      `
      q: ─┤H├──┤H├──┤H├──┤H├──

      q: ─┤H├──┤H├──
      994 more instructions not drawn`,
      { width: 25, columns: 6 },
    );
    assert.ok(
      drawText(long, { width: 80 })
        .split('\n')
        .every((line) => line.length <= 80),
    );
    const { wires, notes } = layoutCircuit(circuit(100_000, 0, on('h', [0]), on('h', [99_999])));
    assert.equal(wires.length, 64);
    assert.deepEqual(notes, ['99,936 more qubits not drawn', '1 more instruction not drawn']);
  });

  it('draws reading after writing, on whichever wires', () => {
    const { items } = layoutCircuit(
      circuit(2, 2, on('h', [0]), measure(0, 0), {
        kind: 'if',
        condition: outcome,
        then: [on('x', [1])],
        otherwise: [],
        span,
      }),
    );
    assert.deepEqual(
      items.map(({ column }) => column),
      [0, 1, 2, 3, 4],
    );
  });

  it('has something to say of empty circuits', () => {
    assert.equal(drawText(circuit(0, 0)), '(no qubits)');
    assert.equal(drawText(circuit(1, 0)), 'q: ─');
  });
});

describe('a circuit drawn as SVG', () => {
  const svg = drawSvg({ ...circuit(2, 2, on('h', [0]), cx(0, 1), measure(1, 0)), name: 'a<b & "c"' });

  it('is one element with a title and a description', () => {
    assert.match(svg, /^<svg [^>]*role="img"/);
    assert.ok(svg.includes('<title>a&lt;b &amp; &quot;c&quot;</title>'));
    assert.ok(
      svg.includes('<desc>A quantum circuit of 2 qubits, 2 gates in depth 3, and 1 measurement.</desc>'),
    );
  });

  it('closes what it opens and has numbers for all coordinates', () => {
    const open: string[] = [];
    for (const [, slash, name, end] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
      if (slash === '/') assert.equal(open.pop(), name);
      else if (end !== '/' && name !== undefined) open.push(name);
    }
    assert.deepEqual(open, []);
    assert.ok(!/NaN|undefined|Infinity/.test(svg));
  });

  it('writes labels as text, in colours that a page may set', () => {
    assert.match(svg, /<text [^>]*>H<\/text>/);
    assert.match(svg, /fill="var\(--qflow-gate, #ddf4ff\)"/);
    assert.match(svg, /prefers-color-scheme: dark/);
  });
});

describe('angles in labels', () => {
  const cases: readonly (readonly [number, string])[] = [
    [Math.PI, 'π'],
    [-Math.PI / 2, '-π/2'],
    [(3 * Math.PI) / 4, '3π/4'],
    [2 * Math.PI, '2π'],
    [Math.PI / 1024, 'π/1024'],
    [0, '0'],
    [1e-20, '0'],
    [0.5, '0.5'],
    [1.234567, '1.235'],
    [3.15149, '3.151'],
    [-0.001, '-0.001'],
  ];
  for (const [angle, expected] of cases)
    it(`show ${angle} as ${expected}`, () => assert.equal(angleText(angle), expected));
});

describe('expressions in labels', () => {
  it('keep the parentheses that they need and no others', () => {
    const names = circuit(1, 2);
    const int = { kind: 'int' } as const;
    const literal = (value: bigint): Expression => ({ kind: 'literal', type: int, value });
    const binary = (operator: '+' | '*' | '-', left: Expression, right: Expression): Expression => ({
      kind: 'binary',
      type: int,
      operator,
      left,
      right,
    });
    const sum = binary('+', literal(1n), literal(2n));
    assert.equal(expressionText(binary('*', sum, literal(3n)), names), '(1 + 2) * 3');
    assert.equal(expressionText(binary('-', sum, sum), names), '1 + 2 - (1 + 2)');
    assert.equal(
      expressionText({ kind: 'unary', type: int, operator: '-', operand: sum }, names),
      '-(1 + 2)',
    );
    const register: Expression = { kind: 'variable', type: { kind: 'bit', width: 2 }, variable: 0 };
    const element: Expression = { kind: 'element', type: { kind: 'bit' }, of: register, index: literal(1n) };
    assert.equal(expressionText({ kind: 'cast', type: { kind: 'bool' }, operand: element }, names), 'c[1]');
    assert.equal(
      expressionText({ kind: 'cast', type: { kind: 'uint', width: 2 }, operand: register }, names),
      'uint[2](c)',
    );
  });
});
