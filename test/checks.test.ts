import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import type { Diagnostic } from '../server/base/index.ts';
import { circuitDiagnostics, lowerCircuit } from '../server/circuit/index.ts';
import { loadProject } from '../server/language/index.ts';
import { catalogue } from '../server/library/index.ts';
import { run } from '../server/workflow/run-fixture.test.ts';

/** What the language promises to find, with a program that has the fault marked by «». */
interface PromisedCheck {
  readonly what: string;
  readonly code: string;
  readonly text: string;
  /** Whether a place elsewhere explains it. */
  readonly related?: true;
  /** The text after its quick fix, in which the fault is gone. */
  readonly fixed?: string;
}

const head = `observable z = Z[0];
circuit one(float t) { qubit q; rx(t) q; }
`;

/** Both operators take |1⟩ with this amplitude. */
const normalized = 0.8 / Math.sqrt(0.8 * 0.8 + 0.8 * 0.8);

const promises: readonly PromisedCheck[] = [
  { what: 'index out of range', code: 'QF2018', text: 'qubit[2] q; x q[«2»];' },
  {
    what: 'index out of range in a list from a loop',
    code: 'QF2018',
    text: `${head}workflow w { for int i in [0:3] { task a = estimate(one(i), z); } task b = a.value[«4»]; }`,
  },
  { what: 'same qubit twice in a gate', code: 'QF3001', text: 'qubit[2] q; cx q[0], «q[0]»;' },
  { what: 'number of qubits', code: 'QF3003', text: 'qubit[2] q; «cx» q[0];' },
  { what: 'number of angles', code: 'QF3002', text: 'qubit q; «rx» q;' },
  {
    what: 'use after measurement without reset',
    code: 'QF3301',
    text: 'circuit c { qubit q; bit a = measure q; «x q;» bit b = measure q; }',
    related: true,
  },
  {
    what: 'register measured never',
    code: 'QF3302',
    text: 'circuit c { qubit[2] «q»; qubit p; h q; h p; bit b = measure p; }',
  },
  {
    what: 'unused qubit',
    code: 'QF3011',
    text: 'circuit c { qubit[2] «q»; qubit p; x p; }',
    fixed: 'circuit c {  qubit p; x p; }',
  },
  { what: 'unreachable code', code: 'QF3014', text: 'circuit c { qubit q; end; «x q;» }' },
  {
    what: 'gate pair that cancels',
    code: 'QF3303',
    text: 'circuit c { qubit q; h q; «h q;» x q; }',
    related: true,
    fixed: 'circuit c { qubit q;   x q; }',
  },
  {
    what: 'rotation that is a Clifford gate',
    code: 'QF3304',
    text: 'circuit c { qubit q; «rz(pi / 2)» q; }',
    fixed: 'circuit c { qubit q; s q; }',
  },
  { what: 'parameter that nothing uses', code: 'QF3015', text: 'circuit c(float «t») { qubit q; x q; }' },
  {
    what: 'parameter never bound',
    code: 'QF2020',
    text: `${head}workflow w { task e = estimate(«one», z); }`,
  },
  {
    what: 'shadowing',
    code: 'QF2024',
    text: 'const int n = 1; circuit c { qubit q; int «n» = 2; rx(n) q; }',
    related: true,
  },
  {
    what: 'name declared twice',
    code: 'QF2002',
    text: 'qubit q; int «q» = 1;',
    related: true,
    fixed: 'qubit q; int q_2 = 1;',
  },
  { what: 'division by zero in constants', code: 'QF2016', text: 'const int n = 1 / «0»;' },
  { what: 'integer overflow', code: 'QF2014', text: 'const int[8] n = «200»;' },
  {
    what: 'observable wider than its circuit',
    code: 'QF5010',
    text: `${head}observable wide = Z[3]; workflow w { task e = estimate(one(1), «wide»); }`,
  },
  { what: 'non-Hermitian observable', code: 'QF5009', text: 'observable o = «X[0] * Y[0]»;' },
  {
    what: 'probability sums over one in noise',
    code: 'QF5014',
    text: 'noise n = pauli(X: 0.5, Z: «0.75»);',
    fixed: 'noise n = pauli(X: 0.4, Z: 0.6);',
  },
  {
    what: 'channel that is not CPTP',
    code: 'QF5016',
    text: 'noise n = kraus(«[[[1, 0], [0, 0.8]], [[0, 0.8], [0, 0]]]»);',
    fixed: `noise n = kraus([[[1, 0], [0, ${normalized}]], [[0, ${normalized}], [0, 0]]]);`,
  },
  {
    what: 'coherence longer than relaxation allows',
    code: 'QF5015',
    text: 'noise n = thermal(t1: 10us, t2: «30us»);',
    fixed: 'noise n = thermal(t1: 10us, t2: 2 * 10us);',
  },
  {
    what: 'unit mismatch',
    code: 'QF2010',
    text: 'noise n = thermal(t1: «10», t2: 3us);',
    fixed: 'noise n = thermal(t1: 10us, t2: 3us);',
  },
  {
    what: 'division without remainder',
    code: 'QF2023',
    text: 'const int n = «7 / 2»; circuit c { qubit[n] q; h q; }',
    fixed: 'const int n = 7.0 / 2; circuit c { qubit[n] q; h q; }',
  },
  {
    what: 'DAG cycle',
    code: 'QF5001',
    text: `${head}workflow w { task «a» = estimate(one(b.value), z); task b = estimate(one(a.value), z); }`,
    related: true,
  },
  {
    what: 'unknown field',
    code: 'QF5008',
    text: `${head}workflow w { task a = estimate(one(1), z); task b = a.«valu»; }`,
    fixed: `${head}workflow w { task a = estimate(one(1), z); task b = a.value; }`,
  },
  {
    what: 'task whose result nobody reads',
    code: 'QF5038',
    text: `${head}test "t" { task «a» = estimate(one(1), z); assert true; }`,
    fixed: `${head}test "t" {  assert true; }`,
  },
  { what: 'file not found', code: 'QF6001', text: 'import «"nowhere.qflow"»;' },
  {
    what: 'secret written literally',
    code: 'QF6010',
    text: 'backend b = simulator(token: «"abc"»);',
    fixed: 'backend b = simulator(token: secret("b.token"));',
  },
];

const limits = { instructions: 1000, steps: 1000 };

async function diagnosticsOf(text: string): Promise<readonly Diagnostic[]> {
  const library = new URL('../server/library/std/', import.meta.url).href;
  const read = (uri: string) => Promise.resolve(uri === 'test:/a.qflow' ? text : undefined);
  const model = await loadProject('test:/a.qflow', read, library);
  return [...model.diagnostics, ...circuitDiagnostics(model, limits)];
}

function applied(text: string, { fixes }: Diagnostic): string {
  const edits = fixes?.[0]?.edits.toSorted((one, other) => other.span.start - one.span.start) ?? [];
  return edits.reduce(
    (left, { span, text: replacement }) => left.slice(0, span.start) + replacement + left.slice(span.end),
    text,
  );
}

describe('what the language promises to find', () => {
  for (const { what, code, text, related, fixed } of promises) {
    it(`${what}: ${code}, at its place and no wider`, async () => {
      const [before = '', marked = '', after = ''] = text.split(/[«»]/u);
      const plain = before + marked + after;
      const all = await diagnosticsOf(plain);
      const found = all.find((diagnostic) => diagnostic.code === code);
      const said = JSON.stringify(all.map((diagnostic) => [diagnostic.code, diagnostic.span]));
      assert.ok(found !== undefined, said);
      assert.deepEqual(
        [found.span.start, found.span.end],
        [before.length, before.length + marked.length],
        said,
      );
      if (related) assert.ok((found.related?.length ?? 0) > 0, 'no related place');
      assert.equal(applied(plain, found), fixed ?? applied(plain, found));
      if (fixed === undefined) return;
      const left = (await diagnosticsOf(fixed)).filter((diagnostic) => diagnostic.code === code);
      assert.deepEqual(left, []);
    });
  }

  it('loop too long, when it runs', async () => {
    const text = 'circuit c { qubit q; for int i in [1:1000000000] { x q; } }';
    const model = await loadProject('test:/a.qflow', () => Promise.resolve(text), 'test:/std/');
    const small = { instructions: 1e9, steps: 1000, calls: 10 };
    assert.deepEqual(lowerCircuit(model, 'c', { limits: small }).diagnostics.map(({ code }) => code), ['QF3101']); // prettier-ignore
  });

  it('missing input and missing secret, when a run starts', async () => {
    const input = await run(`${head}input float t; workflow w { task e = estimate(one(t), z); }`);
    assert.deepEqual(input.document.diagnostics.map(({ code }) => code), ['QF5106']); // prettier-ignore
    const secret = await run('workflow w { let s = secret("a.b"); task e = 1; }');
    assert.deepEqual(secret.document.diagnostics.map(({ code }) => code), ['QF6011']); // prettier-ignore
  });

  it('with one sentence, a way out and a page each', () => {
    for (const code of [...promises.map((promise) => promise.code), 'QF3101', 'QF5106', 'QF6011']) {
      assert.ok(code in catalogue, code);
      const page = readFileSync(new URL(`../docs/diagnostics/${code}.md`, import.meta.url), 'utf8');
      assert.ok(page.includes(catalogue[code as keyof typeof catalogue].help), code);
    }
  });
});
