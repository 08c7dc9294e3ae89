import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { longest } from './fuzz/checks.ts';
import { fuzz } from './fuzz/fuzz.ts';

describe('random inputs', () => {
  it('neither throw, nor point outside the text, nor take long, nor are changed by the formatter', () => {
    const findings = fuzz(1500, 2);
    // A machine that is busy with other things may pause longer than an input may take.
    const faults = findings.filter(({ fault }) => !fault.startsWith('took'));
    assert.deepEqual(faults, []);
    assert.ok(findings.length <= 3, `more than three inputs took longer than ${longest} ms`);
  }).timeout(600_000);
});
