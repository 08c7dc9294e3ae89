import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { junitReport } from './junit.ts';

describe('the JUnit report', () => {
  it('counts, escapes and keeps what failed', () => {
    const fault = {
      code: 'QF5120',
      severity: 'error',
      message: 'a < b & "c"',
      help: 'expected 1\nactual 2\u0001',
      file: 'a.qflow',
      line: 3,
      column: 4,
      endLine: 3,
      endColumn: 9,
    } as const;
    const report = junitReport([
      { file: 'a.qflow', title: 'holds', milliseconds: 12, faults: [] },
      { file: 'a.qflow', title: 'fails <here>', milliseconds: 3, faults: [fault] },
      { file: 'b.qflow', title: 'stopped', milliseconds: 0, faults: [], isCancelled: true },
    ]);
    assert.equal(
      report,
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="3" failures="1" errors="0" skipped="1" time="0.015">
  <testsuite name="a.qflow" tests="2" failures="1" errors="0" skipped="0" time="0.015">
    <testcase classname="a.qflow" name="holds" time="0.012"/>
    <testcase classname="a.qflow" name="fails &lt;here&gt;" time="0.003">
      <failure type="QF5120" message="a &lt; b &amp; &quot;c&quot;">a.qflow:3:4
a &lt; b &amp; &quot;c&quot;
expected 1
actual 2</failure>
    </testcase>
  </testsuite>
  <testsuite name="b.qflow" tests="1" failures="0" errors="0" skipped="1" time="0.000">
    <testcase classname="b.qflow" name="stopped" time="0.000"><skipped/></testcase>
  </testsuite>
</testsuites>
`,
    );
  });
});
