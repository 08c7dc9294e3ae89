import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { describeFaults } from './dump.test.ts';
import { parse } from './parse.ts';
import { sizeLimit } from './read-text.ts';

describe('a text', () => {
  it('that is empty is a program without statements', () => {
    const { program, diagnostics } = parse('');
    assert.deepEqual(program.statements, []);
    assert.deepEqual(program.span, { start: 0, end: 0 });
    assert.deepEqual(diagnostics, []);
  });

  it('with NUL bytes is reported once', () => {
    assert.deepEqual(describeFaults('\u007fELF\0\0§§\0'), ['QF1012 at "\\u0000": This file is not text.']);
  });

  it('that is too large is reported once', () => {
    const [fault, ...others] = parse('h q;'.repeat(sizeLimit / 4 + 1)).diagnostics;
    assert.equal(fault?.message, 'This file has 5,242,884 characters; files of up to 5,242,880 are checked.');
    assert.deepEqual(others, []);
  });

  it('with very many faults has the first of them and their number', () => {
    const { diagnostics } = parse('§ '.repeat(5000));
    assert.equal(diagnostics.length, 1001);
    assert.equal(diagnostics.at(-1)?.message, 'This file has 4,000 more syntax errors from here on.');
  });

  it('may begin with a byte order mark and have any line ends', () => {
    for (const lineEnd of ['\n', '\r\n', '\r']) {
      assert.deepEqual(describeFaults(`\uFEFFh q; // é${lineEnd}x q;${lineEnd}`), []);
    }
  });

  it('keeps its comments', () => {
    const { comments } = parse('h q; // one\n/* two\n*/ x q;').program;
    assert.deepEqual(
      comments.map(({ text }) => text),
      ['// one', '/* two\n*/'],
    );
  });
});

describe('the dialect', () => {
  const cases = [
    ['OPENQASM 2.0;\nqreg q[1];', {}, 'openqasm2'],
    ['// first\n/* then */ OPENQASM 3;', { uri: 'a.qflow' }, 'openqasm3'],
    ['qubit q;', { uri: 'file:///a.qasm' }, 'openqasm3'],
    ['qubit q;', { uri: 'file:///a.qflow' }, 'qflow'],
    ['qubit q;', { dialect: 'openqasm2' }, 'openqasm2'],
    ['qubit q;', {}, 'qflow'],
  ] as const;
  for (const [text, options, dialect] of cases) {
    it(`of ${JSON.stringify(text)} with ${JSON.stringify(options)} is ${dialect}`, () => {
      assert.equal(parse(text, options).program.dialect, dialect);
    });
  }

  it('keeps the version with its place', () => {
    assert.deepEqual(parse('OPENQASM 3.1;').program.version, { text: '3.1', span: { start: 0, end: 13 } });
  });
});

describe('documentation', () => {
  function documentationOf(text: string): string | undefined {
    return parse(text).program.statements[0]?.documentation;
  }

  it('is the text of the lines directly above, without slashes', () => {
    assert.equal(documentationOf('/// One.\n///   Two.\ncircuit a { }'), 'One.\n  Two.');
  });

  it('stands above annotations too', () => {
    assert.equal(documentationOf('/// One.\n@retry(times: 3)\ntask a = f();'), 'One.');
  });

  it('ends at a blank line', () => {
    assert.equal(documentationOf('/// One.\n\ncircuit a { }'), undefined);
    assert.equal(documentationOf('/// One.\n\n/// Two.\ncircuit a { }'), 'Two.');
    const [, second] = parse('/// One.\nx q;\n/// Two.\ny q;').program.statements;
    assert.equal(second?.documentation, 'Two.');
  });

  it('is no ordinary comment', () => {
    assert.equal(documentationOf('// One.\n//// Two.\ncircuit a { }'), undefined);
  });
});

describe('quick fixes', () => {
  function fixed(text: string): string {
    const edits = parse(text).diagnostics.flatMap(({ fixes }) => fixes?.[0]?.edits ?? []);
    return edits
      .toSorted((one, other) => other.span.start - one.span.start)
      .reduce(
        (result, { span, text: inserted }) => result.slice(0, span.start) + inserted + result.slice(span.end),
        text,
      );
  }

  const cases = [
    ['h q\nx r;', 'h q;\nx r;'],
    ['rx(pi q;', 'rx(pi) q;'],
    ['circuit a { h q;', 'circuit a { h q;}'],
    ['x = "abc;', 'x = "abc";'],
    ['bit c measure q;', 'bit c = measure q;'],
    ['for i in [0:3] { }', 'for int i in [0:3] { }'],
    ['qubit q[2];', 'qubit[2] q;'],
    ['bit c[2] = "01";', 'bit[2] c = "01";'],
  ] as const;
  for (const [broken, whole] of cases) {
    it(`turn ${JSON.stringify(broken)} into ${JSON.stringify(whole)}`, () => {
      assert.equal(fixed(broken), whole);
      assert.deepEqual(parse(whole).diagnostics, []);
    });
  }

  it('point to the bracket that was opened', () => {
    const [fault] = parse('circuit a {\n  h q;').diagnostics;
    assert.deepEqual(fault?.related, [{ span: { start: 10, end: 11 }, message: '`{` opens here.' }]);
  });
});
