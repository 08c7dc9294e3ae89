import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random } from '../../base/index.ts';
import { type Circuit, lowerCircuit } from '../../circuit/index.ts';
import { analyse, parse } from '../../language/index.ts';
import { contentOf } from '../validation/content.ts';
import { validate } from '../validation/validate.ts';
import type { Device } from '../device.ts';
import { findDevice } from '../devices.ts';
import { nativeProgram } from '../native/native-program.ts';
import { forecast, forecastOf } from './forecast.ts';

const names = ['ibm_fez', 'iqm_emerald', 'rigetti_cepheus', 'ionq_forte', 'aqt_ibex', 'google_willow'];

function known(name: string): Device {
  return findDevice(name) ?? assert.fail(name);
}

function circuitOf(statements: readonly string[]): Circuit {
  const text = `circuit main { qubit[6] q; bit[6] c; ${statements.join(' ')} c = measure q; }`;
  const { program, diagnostics } = parse(text);
  const model = analyse({ uri: 'file:///a.qflow', text, program, syntaxDiagnostics: diagnostics }, new Map());
  const { value, diagnostics: found } = lowerCircuit(model, 'main');
  return value ?? assert.fail(found.map(({ message }) => message).join('\n'));
}

function below(random: Random, end: number): number {
  return Math.floor(random.next() * end);
}

/** Any statement that the compiler has a way of its own for. */
function statement(random: Random): string {
  const a = below(random, 6);
  const b = (a + 1 + below(random, 5)) % 6;
  const angle = (below(random, 7) * Math.PI) / 4 + (random.next() < 0.5 ? 0 : random.next());
  const choices = [
    `rx(${angle}) q[${a}];`,
    `rz(${angle}) q[${a}];`,
    `h q[${a}];`,
    `cx q[${a}], q[${b}];`,
    `rzz(${angle}) q[${a}], q[${b}];`,
    `iswap q[${a}], q[${b}];`,
    `cp(${angle}) q[${a}], q[${b}];`,
  ];
  return choices[below(random, choices.length)] ?? '';
}

/** One more, one less, one other, or two the other way round. */
function edited(statements: readonly string[], random: Random): readonly string[] {
  const place = below(random, statements.length);
  switch (below(random, 4)) {
    case 0:
      return statements.toSpliced(place, 0, statement(random));
    case 1:
      return statements.toSpliced(place, 1);
    case 2:
      return statements.with(place, statement(random));
    default:
      return statements.toSpliced(place, 2, ...statements.slice(place, place + 2).toReversed());
  }
}

describe('forecasts', () => {
  for (const name of names)
    it(`are after an edit what they are from scratch on ${name}`, () => {
      const random = new Random(7);
      const device = known(name);
      let statements: readonly string[] = Array.from({ length: 40 }, () => statement(random));
      for (let edit = 0; edit < 25; edit++) {
        statements = edited(statements, random);
        const circuit = circuitOf(statements);
        const place = { start: 0, end: 0 };
        const { content } = contentOf(circuit, { shots: 100, place, level: 1, isQuick: true });
        const after = validate(content.circuit, device, content.options);
        // Nothing is known of a copy.
        const anew = validate(structuredClone(content.circuit), structuredClone(device), content.options);
        assert.deepEqual(after, anew, statements.join(' '));
      }
    });

  for (const name of names)
    it(`count on ${name} what the compiled circuit has`, () => {
      const random = new Random(11);
      const device = known(name);
      for (const level of [0, 1, 2] as const)
        for (const between of ['', 'if (c[0]) { x q[1]; h q[2]; } else { cx q[3], q[0]; }', 'reset q[2];']) {
          const body = Array.from({ length: 20 }, () => statement(random));
          const before = between === '' ? '' : 'c[0] = measure q[0];';
          const circuit = circuitOf([...body, before, between, ...body]);
          const options = { level, isQuick: true, shots: 100 };
          const counted = forecast(circuit, device, options);
          const made = forecastOf(nativeProgram(circuit, device, options), device, options);
          assert.deepEqual(counted, made, `${body.join(' ')} ${between}`);
        }
    });
});
