import { entry } from './entry.ts';

/** QF503x: loops, decisions, values and tests in workflows; QF512x: what only their run can find out. */
export const stepsDiagnostics = {
  QF5030: entry(
    'error',
    'Not a value of a task',
    (found: string) => `The value of a task is a number, a text or a list of them; this is ${found}.`,
    'Call a task such as sample or estimate, or read a field of a result.',
    'A task is one call that runs something, or an expression over the results of other tasks whose value the run keeps.',
  ),
  QF5031: entry(
    'error',
    'Loop over a call',
    (call: string) => `The loop runs over a call of ${call} that has no name.`,
    'Give it a name in front of the loop, and loop over the name.',
    'A loop runs over results once they are there. What gives them is a task or a `let` of its own, so that the record has it and the task graph shows it.',
  ),
  QF5032: entry(
    'error',
    'Unknown annotation',
    (name: string) => `There is no annotation called @${name}.`,
    'Use one of the known annotations, or a comment.',
    'Annotations of a .qflow file say how tasks and workflows run; nothing that stands before them is ignored silently.',
  ),
  QF5033: entry(
    'error',
    'Annotation in the wrong place',
    (name: string, wanted: string, found: string) =>
      `@${name} stands before ${wanted}, and this is: ${found}.`,
    'Move it in front of what it is for.',
    'Each annotation says something about one kind of declaration.',
  ),
  QF5034: entry(
    'error',
    'Annotation without names',
    (name: string, wanted: string) => `@${name} takes ${wanted} in parentheses.`,
    'Write the names with commas between them.',
    'Some annotations take a list of names instead of values.',
  ),
  QF5035: entry(
    'error',
    'Diagnostic that cannot be allowed',
    (code: string, reason: string) => `${code} cannot be allowed: ${reason}.`,
    'Name the code of a warning or a hint, such as QF3011.',
    '`@allow` silences warnings, information and hints in what it marks. Errors always stay.',
  ),
  QF5036: entry(
    'error',
    'Target named twice',
    (name: string) => `${name} is a target already.`,
    'Remove one of them.',
    'A file promises once for each backend that it runs there.',
  ),
  QF5040: entry(
    'error',
    'No times',
    (text: string, reason: string) => `${text} says no times: ${reason}.`,
    'Write five fields as cron does: "0 3 * * *" is each day at three, "*/15 9-17 * * mon-fri" each quarter of an hour at work.',
    'The times of `@schedule` are minute, hour, day of the month, month and day of the week; each is `*`, a number, a range, a list of them, or with `/n` every n-th.',
  ),
  QF5039: entry(
    'error',
    'No time zone',
    (text: string, reason: string) => `${text} is no time zone: ${reason}.`,
    'Write a name such as "Europe/Berlin", "America/New_York" or "UTC".',
    'The zone of `@schedule` is a name of the time zone database, so that its times follow the clocks of a place through summer and winter. Left out, the zone of the machine counts.',
  ),
  QF5037: entry(
    'error',
    'Two tests with one title',
    (title: string) => `There is a test "${title}" already.`,
    'Say in the title what this test holds.',
    'A test is chosen and reported by its title, so each title of a file is used once.',
  ),
  QF5038: entry(
    'hint',
    'Result that nobody reads',
    (name: string) => `Nothing reads ${name}.`,
    'Read it in an assertion or a task, or remove it.',
    'A `let` names a value without keeping it, and the record of a test says only which assertions hold. What nothing reads there has no effect.',
  ),
  QF6010: entry(
    'error',
    'Secret in the text',
    (name: string) => `The ${name} is written out in the file, where everybody can read it.`,
    'Write secret("name") in its place, and change the secret, for it is known now.',
    'Files are shared, copied and kept in histories. `secret("name")` stands for a secret that is kept elsewhere; it appears in no log and no record.',
  ),
  QF6011: entry(
    'error',
    'Secret without a value',
    (name: string) => `The secret ${name} has no value.`,
    'Set it with QuantumFlow: Set Secret in the editor, or in the environment variable that the page names.',
    'The value of `secret("ibm.token")` is read when a run starts, from the storage of the editor or from the variable `QFLOW_SECRET_IBM_TOKEN`: the name in capital letters, `_` for every other character.',
  ),
  QF5120: entry(
    'error',
    'Assertion failed',
    (reason: string) => reason,
    'Look at the values; the assertion or what it checks is wrong.',
    'An `assert` did not hold. The message names the values that its condition is made of.',
  ),
  QF5122: entry(
    'error',
    'Time is up',
    (task: string, limit: string) => `${task} took longer than ${limit}.`,
    'Allow it more time, or make the task smaller.',
    'A task took longer than its `@timeout` or its `@limits(latency:)` allows, and was given up.',
  ),
  QF5123: entry(
    'error',
    'Not in this version',
    (name: string, reason: string) => `@${name} is understood, but ${reason}.`,
    'Remove the annotation to run the workflow now.',
    'The annotation is part of the language and is checked, but this version cannot do what it asks for and does not pretend to.',
  ),
  QF5124: entry(
    'error',
    'Too little memory',
    (task: string, needed: string, allowed: string) =>
      `${task} needs ${needed}, and its @resources allow ${allowed}.`,
    'Allow it more memory, or use a smaller circuit.',
    'The forecast of what a task takes lies above the memory that the file allows it.',
  ),
  QF5121: entry(
    'error',
    'Too many tasks',
    (count: string, most: string) =>
      `The loops of this workflow make ${count} tasks; at most ${most} are possible.`,
    'Loop over fewer values, or put the loop into the circuit.',
    'Every round of a loop is a task of its own with its result in the record.',
  ),
} as const;
