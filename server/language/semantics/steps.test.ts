import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { stepsOf } from '../syntax/steps.ts';
import { check, modelOf } from './check-fixture.test.ts';

const trial = 'circuit trial(float t) { qubit q; ry(t) q; }\nobservable z = Z[0];';

describe('loops of a workflow', () => {
  it('make a list of each task, as deep as there are loops between it and its reader', () => {
    const model = check(`
${trial}
workflow w {
  for float t in linspace(0, 1, 5) {
    task curve = estimate(trial(t), z);
    task twice = 2 * curve.value;
    for int i in [0:2] {
      task inner = estimate(trial(i * twice), z);
      let here = inner.value + curve.value;
  //      ^^^^ QF5038 Nothing reads here.
    }
    task middle = mean(inner.value) + inner[0].stderr;
  }
  task wrong = curve.value + 1;
  //           ^^^^^^^^^^^^^^^ QF2011 + cannot be applied to a list of float and int.
  task lowest = curve[argmin(curve.value)].value;
  task flat = max(inner[0].value);
  task table = inner.value;
  task total = sum(twice) + len(curve);
}
`);
    const tasks = stepsOf(
      model.program.statements[2]?.kind === 'workflow' ? model.program.statements[2].body : never(),
    );
    assert.deepEqual(
      tasks.map(({ name, loops }) => [name, loops.length]),
      [
        ['curve', 1],
        ['twice', 1],
        ['inner', 2],
        ['here', 2],
        ['middle', 1],
        ['wrong', 0],
        ['lowest', 0],
        ['flat', 0],
        ['table', 0],
        ['total', 0],
      ],
    );
  });

  it('run over constants, inputs and results', () => {
    check(`
${trial}
input int n = 3;
workflow w(int m = 2) {
  task first = estimate(trial(0.1), z);
  let value = first.value;
  for float t in [0.1, 0.2, first.value] { }
  for float t in linspace(0, value, 3) { }
  for float t in own.value { task own = estimate(trial(t), z); }
  //                              ^^^ QF5001 These tasks wait for each other: own → own.
  for float t in linspace(0, 1, int(value)) { task deep = estimate(trial(t), z); }
  task deepest = deep[0].value + deep.value;
  //             ^^^^^^^^^^^^^^^^^^^^^^^^^^ QF2011
  for int i in [0:n - m] { task a = estimate(trial(i), z); }
  for float f in {0.5, 1} { task b = estimate(trial(f), z); }
  for int j in linspace(0, 1, 3) { }
  //           ^^^^^^^^^^^^^^^^^ QF2010
  task c = estimate(trial(i), z);
  //                      ^ QF2001
}
`);
  });

  it('keep their names to themselves, but not their tasks', () => {
    check(`
${trial}
workflow w {
  for int i in [0:1] { let x = i; task a = estimate(trial(x), z); }
  for int i in [0:1] { let x = i; task a = estimate(trial(x), z); }
  //                                   ^ QF2002
  task b = x;
  //       ^ QF2004
}
`);
  });
});

describe('decisions and values of a workflow', () => {
  it('are conditions on inputs, constants and results', () => {
    check(`
${trial}
input bool deep = false;
workflow w {
  task a = estimate(trial(0.1), z);
  if (deep && a.value > 0.5) { task b = estimate(trial(0.2), z); } else { task c = a.value; }
  if (a) { }
  //  ^ QF2012
  assert a.value > 0, "positive";
  assert a.value;
  //     ^^^^^^^ QF2012 This is float, and a condition is true or false.
  task d = trial(0.1);
  //       ^^^^^ QF5002
  task e = a;
  //       ^ QF5030 The value of a task is a number, a text or a list of them; this is an estimate.
  task f = g + 1;
  //       ^ QF2003
  task g = abs(a.value);
  task h = "text";
  x q;
//^^^^ QF5013 A workflow cannot contain a gate call.
}
`);
  });

  it('wait for the tasks of the conditions around them', () => {
    check(`
${trial}
workflow w {
  if (a.value > 0) { task a = estimate(trial(0.1), z); }
  //                      ^ QF5001 These tasks wait for each other: a → a.
}
`);
  });

  it('use functions on lists with lists', () => {
    check(`
const float near = close(1, 2);
//                 ^^^^^ QF2004
workflow w {
  task a = mean(3);
  //       ^^^^^^^ QF2011 mean cannot be applied to int.
  task b = min(1, 2.5, 3) + max([1, 2]);
  task c = linspace(0, 1);
  //       ^^^^^^^^ QF2020
  task d = linspace(0, 1, 0);
  //       ^^^^^^^^^^^^^^^^^ QF2016 This cannot be computed: linspace gives 1 to 1000000 numbers, not 0.
  task e = all([true, 1 < 2]) && close([1, 2], [1.0, 2.0], 1e-3);
  task f = close([1], 2);
  //       ^^^^^^^^^^^^^ QF2011
}
circuit c { qubit q; rx(mean([1, 2])) q; }
//                      ^^^^ QF2004 mean is a function of workflows and tests, not something that a circuit can call.
`);
    const model = modelOf('workflow w { for float t in linspace(0, 1, 3) { } }');
    const [workflow] = model.program.statements;
    const loop = workflow?.kind === 'workflow' ? workflow.body.statements[0] : undefined;
    assert.deepEqual(loop?.kind === 'for' && model.constantOf(loop.iterable), [0, 0.5, 1]);
  });
});

describe('tests', () => {
  it('run circuits where a value may stand, and see what circuits do not', () => {
    const model = check(`
${trial}
backend sim = simulator(seed: 1);
test "a rotation" {
  let state = simulate(trial(0.3));
  assert estimate(trial(0.3), z, on: sim).value < 1, "turned";
  for int i in [0:2] { let e = estimate(trial(i), z); assert close(e.value, cos(i)); }
  assert state.qubits == 2 && sample(trial(0.1)).probabilities["0"] > 0.9;
  h q;
//^^^^ QF5013
  assert estimate(trial(0.3)).value < 1;
  //     ^^^^^^^^ QF5004
}
workflow w { task a = 1 + estimate(trial(0.3), z).value; }
//                        ^^^^^^^^ QF2004
`);
    assert.deepEqual(
      model.tests.map(({ title }) => title.value),
      ['a rotation'],
    );
  });
});

describe('secrets', () => {
  it('are never written out, and are nothing but secrets', () => {
    const model = check(`
backend cloud = ibm("fez", api_token: "do not print");
//              ^^^ QF5002
//                                    ^^^^^^^^^^^^^^ QF6010 The api_token is written out in the file, where everybody can read it.
backend other = ibm("fez", token: secret("ibm.token"));
//              ^^^ QF5002
backend sim = simulator(seed: secret("number"));
//                            ^^^^^^^^^^^^^^^^ QF2010 This is a secret, and int is needed.
workflow w {
  task a = secret("ibm.token");
  //       ^^^^^^ QF5002
  task b = [secret("ibm.token")];
  //       ^^^^^^^^^^^^^^^^^^^^^ QF5030
  task c = 1 + secret(2);
  //                  ^ QF2010
  //       ^^^^^^^^^^^^^ QF2011
}
`);
    const found = model.diagnostics.find(({ code }) => code === 'QF6010');
    assert.equal(found?.fixes?.[0]?.edits[0]?.text, 'secret("cloud.api_token")');
    assert.ok(model.diagnostics.every(({ message }) => !message.includes('do not print')));
  });
});

describe('checks of states and circuits', () => {
  it('take states and circuits, outside of circuits', () => {
    check(`
${trial}
test "t" {
  let s = simulate(trial(0.1));
  assert fidelity(s, s) > 0 && purity(s) == 1 && entropy(s, [0]) < 1 && depth(trial(1)) == 1;
  assert probability(s, "0") > 0 && expectation(s, z) < 2 && gate_count(trial(1), "ry") == 1;
  assert equivalent(trial(0.1), trial(0.2));
  assert equivalent(trial, trial(0.2));
  //                ^^^^^ QF2020
  assert fidelity(s, trial(0.1)) > 0;
  //                 ^^^^^^^^^^ QF2010 This is a circuit, and a state is needed.
  assert concurrence(s, 0) > 0;
  //     ^^^^^^^^^^^ QF5004 concurrence needs its argument b.
  assert concurrence(s, 0, -1) > 0;
  //                       ^^ QF5006
  for int i in [0:depth(trial(1))] { }
  for bool b in [equivalent(trial(1), trial(1))] { }
  //             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ QF5031 The loop runs over a call of equivalent that has no name.
}
test "t" { }
//   ^^^ QF5037 There is a test "t" already.
circuit c { qubit q; rx(depth(trial(1))) q; }
//                      ^^^^^ QF2004 depth is a function of workflows and tests, not something that a circuit can call.
`);
  });
});

describe('the times of @schedule', () => {
  it('are those of cron', () => {
    check(`
@schedule("0 3 * * mon-fri")
workflow a { task one = 1; }
@schedule("0 3 * *")
//        ^^^^^^^^^ QF5040 "0 3 * *" says no times: it needs five fields: minute, hour, day, month and weekday.
workflow b { task one = 1; }
@schedule("0 3 * * *", zone: "America/New_York")
workflow c { task one = 1; }
@schedule("0 3 * * *", zone: "Mars")
//                           ^^^^^^ QF5039 "Mars" is no time zone: the time zone database has no such name.
workflow d { task one = 1; }
`);
  });
});

describe('annotations with arguments', () => {
  it('are checked against the table', () => {
    check(`
${trial}
const int often = 3;
@schedule("0 3 * * *")
workflow w {
  task a = estimate(trial(0.1), z);
  @after(a, b) @retry(times: often, delay: 20min) @timeout(1h) @priority(-3) @cache(false)
  @resources(cpu: 2, memory: 0.5) @limits(budget: 5.00, latency: 10min)
  task c = estimate(trial(0.1), z);
  @retry(times: 0)
  //            ^ QF5006 times is 0, and it must be from 1 to 100.
  @retry
// ^^^^^ QF5004 @retry needs its argument times.
  @timeout(3)
  //       ^ QF2010 This is int, and a duration is needed.
  @retyr(3)
//^^^^^^ QF5032 There is no annotation called @retyr.
  @schedule("* * * * *")
//^^^^^^^^^ QF5033 @schedule stands before a workflow, and this is: task.
  @after
// ^^^^^ QF5034
  @after("a")
  //     ^^^ QF5034 @after takes the names of tasks in parentheses.
  @priority(level: 2, level: 3)
  //                  ^^^^^^^^ QF5005
  task b = estimate(trial(0.1), z);
}
`);
  });

  it('silence what they allow, in what they mark, and never an error', () => {
    check(`
@allow(QF3011)
circuit a { qubit[2] unused; qubit q; x q; }
circuit b { qubit[2] unused; qubit q; x q; }
//                   ^^^^^^ QF3011
@allow(QF2019)
//     ^^^^^^ QF5035 QF2019 cannot be allowed: it is an error.
circuit c { qubit q; x q[0]; }
//                     ^^^^ QF2019
@allow(QF9999)
//     ^^^^^^ QF5035 QF9999 cannot be allowed: there is no such code.
circuit d { qubit q; x q; }
`);
  });
});

describe('targets', () => {
  it('are backends of the file or devices, each named once', () => {
    check(`
backend sim = simulator();
circuit c { qubit q; x q; }
targets sim, sim, c, other, ibm_fez, grid_3x3;
//           ^^^ QF5036 sim is a target already.
//                ^ QF2004
`);
  });
});

function never(): never {
  throw new Error('there is no workflow');
}
