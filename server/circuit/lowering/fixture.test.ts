import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { hasErrors } from '../../base/index.ts';
import { type Model, type tree, analyse, parse } from '../../language/index.ts';
import type { Circuit } from '../circuit.ts';
import type { Observable } from '../observable.ts';
import { type LoweringOptions, lowerCircuit, lowerObservable } from './index.ts';

/** Parses and checks a text that must be free of errors. */
export function check(
  text: string,
  dialect: tree.Dialect = 'qflow',
  imports: ReadonlyMap<string, Model> = new Map(),
  uri = 'file:///test.qflow',
): Model {
  const { program, diagnostics } = parse(text, { dialect });
  const model = analyse({ uri, text, program, syntaxDiagnostics: diagnostics }, imports);
  const errors = model.diagnostics.filter(({ severity }) => severity === 'error');
  assert.deepEqual(
    errors.map(
      ({ code, message, span }) => `${code} ${message} ${text.slice(span.start, span.end).slice(0, 60)}`,
    ),
    [],
  );
  return model;
}

/** The circuit `name` of a text, which must lower without errors. */
export function lower(
  text: string,
  options: LoweringOptions & { readonly name?: string; readonly dialect?: tree.Dialect } = {},
): Circuit {
  const { value, diagnostics } = lowerCircuit(check(text, options.dialect), options.name ?? 'main', options);
  assert.ok(
    value !== undefined && !hasErrors(diagnostics),
    diagnostics.map(({ message }) => message).join('\n'),
  );
  return value;
}

/** The fault that lowering ends with, as its code and the text that it marks. */
export function fault(text: string, options: LoweringOptions & { readonly name?: string } = {}): string {
  const { value, diagnostics } = lowerCircuit(check(text), options.name ?? 'main', options);
  assert.equal(value, undefined);
  return diagnostics.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`).join('\n');
}

/** The terms of an observable, such as `0.5 X0 Z1`. */
export function terms(text: string, name: string, options: LoweringOptions = {}): readonly string[] {
  const { value, diagnostics } = lowerObservable(check(text), name, options);
  assert.ok(value !== undefined, diagnostics.map(({ message }) => message).join('\n'));
  return termTexts(value);
}

function termTexts({ terms }: Observable): readonly string[] {
  return terms.map(({ coefficient, factors }) =>
    [
      String(Number(coefficient.toPrecision(12))),
      ...factors.map(({ qubit, pauli }) => `${pauli}${qubit}`),
    ].join(' '),
  );
}

describe('a text in a test', () => {
  it('is lowered from its own source', () => {
    const { qubitCount, body } = lower('qubit[2] q; h q[0]; cx q[0], q[1];');
    assert.equal(qubitCount, 2);
    assert.deepEqual(
      body.map(
        (instruction) =>
          instruction.kind === 'gate' && [instruction.gate, instruction.qubits, instruction.controls],
      ),
      [
        ['h', [0], []],
        ['x', [1], [{ qubit: 0, state: 1 }]],
      ],
    );
  });
});
