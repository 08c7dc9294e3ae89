import { describe, it } from 'mocha';
import { checkFaults } from './dump.test.ts';

/** A broken text, what is said about it, and the kinds of statements that its tree still has. */
type Case = readonly [text: string, faults: readonly string[], kinds: string];

const broken: Readonly<Record<string, readonly Case[]>> = {
  'a missing token': [
    [
      'h q[0]\ncx q[0], q[1]',
      [
        'QF1002 at "]": `;` is missing after this statement.',
        'QF1002 at "]": `;` is missing after this statement.',
      ],
      'gate-call gate-call',
    ],
    [
      'circuit a { h q[0] }\nx r;',
      ['QF1002 at "]": `;` is missing after this statement.'],
      'circuit gate-call',
    ],
    ['rx(pi q;\nh q;', ['QF1003 at "i": `)` is missing; `(` is never closed.'], 'gate-call gate-call'],
    ['circuit a { h q[0; x q[1]; }', ['QF1003 at "0": `]` is missing; `[` is never closed.'], 'circuit'],
    ['for int i [0:3] { h q; }', ['QF1020 at "i": `in` is missing before `[`.'], 'for'],
    ['if x == 1 { h q; }', ['QF1020 at "f": `(` is missing before `x`.'], 'if'],
    ['gate g(a b { x b; }', ['QF1003 at "a": `)` is missing; `(` is never closed.'], 'gate'],
    ['workflow w { task x f(); task y = g(); }', ['QF1020 at "x": `=` is missing before `f`.'], 'workflow'],
    ['bit c measure q;', ['QF1020 at "c": `=` is missing before `measure`.'], 'classical-declaration'],
    [
      'qubit[2 q; h q;',
      ['QF1003 at "2": `]` is missing; `[` is never closed.'],
      'qubit-declaration gate-call',
    ],
    ['circuit a(float x { h q; }', ['QF1003 at "x": `)` is missing; `(` is never closed.'], 'circuit'],
    ['x = (1 + 2; y q;', ['QF1003 at "2": `)` is missing; `(` is never closed.'], 'assignment gate-call'],
    ['if (x { h q; } y q;', ['QF1003 at "x": `)` is missing; `(` is never closed.'], 'if gate-call'],
    [
      'def f(int a -> bit { return 1; } h q;',
      ['QF1003 at "a": `)` is missing; `(` is never closed.'],
      'function gate-call',
    ],
    [
      'x = a b c; y q;',
      ['QF1002 at "a": `;` is missing after this statement.'],
      'assignment gate-call gate-call',
    ],
    ['let = q;', ['QF1014 at "t": The name of the alias is missing.'], 'alias'],
    ['a.; x q;', ['QF1014 at ".": The name of the field is missing.'], 'expression gate-call'],
    ['box x q; y q;', ['QF1020 at "x": `{` is missing before `x`.'], 'box gate-call gate-call'],
  ],
  'a missing value': [
    ['int x = ;', ['QF1016 at ";": A value is missing before `;`.'], 'classical-declaration'],
    ['x = 3 +;\ny q;', ['QF1016 at ";": A value is missing before `;`.'], 'assignment gate-call'],
    ['task x = f(a: , b: 3);', ['QF1016 at ",": A value is missing before `,`.'], 'task'],
    ['f(a,,b);', ['QF1016 at ",": A value is missing before `,`.'], 'expression'],
    ['measure q -> ; x q;', ['QF1016 at ";": A value is missing before `;`.'], 'measure gate-call'],
    [
      'observable o = Z[0] * * X[1]; h q;',
      ['QF1016 at "*": A value is missing before `*`.'],
      'observable gate-call',
    ],
    ['while () { h q; }', ['QF1016 at ")": A value is missing before `)`.'], 'while'],
    ['switch (x) { case { } } h q;', ['QF1020 at "}": `{` is missing before `}`.'], 'switch gate-call'],
  ],
  'text that is too much': [
    ['} h q;', ['QF1004 at "}": `}` closes nothing.'], 'error gate-call'],
    ['x = 3 4; y q;', ['QF1001 at "4": `4` cannot stand here; `;` is expected.'], 'assignment gate-call'],
    [
      'f(a b); x q;',
      ['QF1001 at "b": `b` cannot stand here; `,` or `)` is expected.'],
      'expression gate-call',
    ],
    [
      'workflow w { task a = sample(b, on: sim shots: 3); task c = f(); }',
      ['QF1001 at "shots": `shots` cannot stand here; `,` or `)` is expected.'],
      'workflow',
    ],
    ['circuit 3 { h q; }', ['QF1014 at "t": The name of the circuit is missing.'], 'circuit'],
    ['int for = 4;', ['QF1015 at "for": `for` is a keyword and cannot be a name.'], 'classical-declaration'],
    ['circuit a { x q; }} circuit b { }', ['QF1004 at "}": `}` closes nothing.'], 'circuit error circuit'],
    [
      'f(x for i in [0:3]);',
      ['QF1001 at "i": `for` cannot stand here; `,` or `)` is expected.'],
      'expression',
    ],
    [
      '1 q; h q;',
      ['QF1001 at "1": This expression cannot stand here; the name of a gate is expected.'],
      'error gate-call',
    ],
    [
      'else { x q; } y q;',
      ['QF1001 at "else": `else` cannot stand here; a statement is expected.'],
      'error gate-call',
    ],
    ['{ h q; y q;', ['QF1003 at ";": `}` is missing; `{` is never closed.'], 'scope'],
    [
      'import a from "x"; h q;',
      ['QF1020 at "t": The name of a file between quotes is missing before `a`.'],
      'import gate-call',
    ],
    [
      'rx(angle: 3) q;',
      ['QF1001 at "angle": `angle:` cannot stand here; an angle without a name is expected.'],
      'gate-call',
    ],
  ],
  'a block that is never closed': [
    [
      'circuit a {\n  h q;\ncircuit b { x q; }',
      ['QF1003 at ";": `}` is missing; `{` is never closed.'],
      'circuit circuit',
    ],
    [
      'circuit a {\n  for int i in [0:3] {\n    h q;\n}\ncircuit b { x q; }',
      ['QF1003 at "}": `}` is missing; `{` is never closed.'],
      'circuit circuit',
    ],
    ['circuit a\ncircuit b { }', ['QF1020 at "a": `{` is missing before `circuit`.'], 'circuit circuit'],
    [
      'switch (x) { x q; } h q;',
      ['QF1001 at "x": `x` cannot stand here; `,` or `}` is expected.'],
      'switch gate-call',
    ],
  ],
  'characters without meaning': [
    ['x = "abc; y q;', ['QF1006 at "\\"abc": This text has no closing quote.'], 'assignment gate-call'],
    ['/* abc', ['QF1007 at "/*": This comment has no end.'], ''],
    ['x = 5 § 3; y q;', ['QF1005 at "§": `§` is not part of the language.'], 'assignment gate-call'],
    [
      '“x”; y q;',
      ['QF1005 at "“": `“` is not part of the language.', 'QF1005 at "”": `”` is not part of the language.'],
      'expression gate-call',
    ],
    [
      'x = 12abc; y q;',
      ['QF1011 at "12abc": `12abc` is neither a number nor a name.'],
      'assignment gate-call',
    ],
    ['x = 1e999; y q;', ['QF1010 at "1e999": 1e999 is too large a number.'], 'assignment gate-call'],
    ['x = 0xfg;', ['QF1011 at "0xfg": `0xfg` is neither a number nor a name.'], 'assignment'],
  ],
  'common mistakes': [
    [
      'for i in [0:3] { h q; }',
      ['QF1020 at "i": The type of the loop variable is missing before `i`.'],
      'for',
    ],
    [
      'qubit q[2];',
      ['QF1021 at "[2]": The size of q belongs to its type: `qubit[2] q`.'],
      'qubit-declaration',
    ],
    [
      'x = measure q + 1;',
      ['QF1018 at "measure q": A measurement cannot be a part of an expression.'],
      'assignment',
    ],
    [
      'x = ~measure q;',
      ['QF1018 at "measure q": A measurement cannot be a part of an expression.'],
      'assignment',
    ],
    [
      'if (measure q == 1) { }',
      ['QF1018 at "measure q": A measurement cannot be a part of an expression.'],
      'if',
    ],
    ['if (measure q) { }', ['QF1018 at "measure q": A measurement cannot be a part of an expression.'], 'if'],
    ['circuit f(theta, float b) { }', ['QF1019 at "theta": Parameter theta has no type.'], 'circuit'],
    ['def f(int) { }', ['QF1014 at "t": The name of the parameter is missing.'], 'function'],
    [
      'x q; OPENQASM 3.0;',
      ['QF1017 at "OPENQASM 3.0;": The version stands once, in front of everything else.'],
      'gate-call error',
    ],
    [
      'OPENQASM 4.0; x q;',
      ['QF1017 at "OPENQASM 4.0;": OpenQASM 4.0 is not a version that is known here.'],
      'gate-call',
    ],
    ['@foo', ['QF1020 at "o": A statement is missing at the end of the file.'], 'error'],
    ['cx q, ; y q;', [], 'gate-call gate-call'],
    ['h q;; x q;', [], 'gate-call gate-call'],
  ],
  'types and numbers that OpenQASM does not have': [
    [
      'bool[4] b;',
      ['QF1001 at "[4]": `[4]` cannot stand here; a name, for bool has no size, is expected.'],
      'classical-declaration',
    ],
    [
      'complex[32] z;',
      ['QF1001 at "[32]": `[32]` cannot stand here; `[float]` or `[float[64]]` is expected.'],
      'classical-declaration',
    ],
    ['int a = 3__4;', ['QF1011 at "3__4": `3__4` is neither a number nor a name.'], 'classical-declaration'],
    ['int a = 3_4_;', ['QF1011 at "3_4_": `3_4_` is neither a number nor a name.'], 'classical-declaration'],
    ['int a = 0xf_f + 1_000;', [], 'classical-declaration'],
    ['int[32](10);', [], 'expression'],
    ['array[int[8], 4, 3,] b;', [], 'classical-declaration'],
  ],
  'constructs that are left out': [
    [
      'defcal x $0 { play(§); } h q;',
      ['QF1008 at "defcal": `defcal` is not supported, because circuits run as gates and not as pulses.'],
      'unsupported gate-call',
    ],
    [
      'defcal x $0 { }',
      ['QF1008 at "defcal": `defcal` is not supported, because circuits run as gates and not as pulses.'],
      'unsupported',
    ],
    [
      'cal x y {\n}',
      ['QF1008 at "cal": `cal` is not supported, because circuits run as gates and not as pulses.'],
      'unsupported',
    ],
    [
      'cal { anything § goes; }',
      ['QF1008 at "cal": `cal` is not supported, because circuits run as gates and not as pulses.'],
      'unsupported',
    ],
  ],
};

for (const [title, cases] of Object.entries(broken)) {
  describe(`recovery from ${title}`, () => {
    for (const [text, faults, kinds] of cases) {
      it(text, () => checkFaults(text, faults, kinds));
    }
  });
}
