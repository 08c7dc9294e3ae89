/** What `qflow help` and every usage error print. */
export const usage = `qflow: check, run, test, format, draw and export quantum programs

  qflow check [FILE...] [--target DEVICE]... [--shots N] [--as-is]
            [--format text|json|sarif]
            DEVICE: simulator, one of \`qflow devices\`, a generic one such as
            grid_6x9, or a device file (.json); --as-is: without compiling
  qflow estimate FILE --target DEVICE... [--circuit NAME] [--shots N]
            [--format text|json]
  qflow compile FILE --target DEVICE [--circuit NAME] [--level 0|1|2|3] [--seed N]
            [--emit qasm3|qasm2|json] [--output FILE] [--report]
  qflow create FILE                           (begins a program in a new file)
  qflow run FILE [--circuit NAME | --workflow NAME] [--backend NAME] [--shots N]
            [--seed N] [--set NAME=VALUE]... [--record | --no-record] [--no-cache]
            [--scheduled [--times N]] [--json]                    (--shots 0: exact)
            (run-workflow is another name of it)
            --scheduled: at the times of the workflow's @schedule, until interrupted
  qflow plan FILE [the options of run] [--json]   (what a run would do, take and cost)
  qflow runs [list [--limit N] | show RUN | diff RUN [RUN] | export RUN [--output FILE]
            | gc [--older-than DAYS]] [--json]        (RUN: an id, last, last~1)
  qflow pause [RUN] | cancel [RUN]            (a run of another terminal or the editor)
  qflow resume [RUN] [--json]      (a paused run; else the tasks that a recorded run lacks)
  qflow rerun [RUN] --task NAME | --from NAME [--json]
            (one task, or it and all that depend on it)
  qflow schedule [list [--json] | run [--due] [--times N]] [FILE...]
            (workflows with @schedule; run: at their times, until interrupted;
            --due: once what became due since it ran last, for other schedulers)
  qflow status                                (what the latest runs do)
  qflow monitor [RUN]                         (follows a run of any process to its end)
  qflow analyze [RUN] [--json]                (time, CPU and memory of each task)
  qflow test [FILE...] [--filter TEXT] [--seed N] [--junit FILE]
            (without FILE: all programs below this folder)
  qflow fmt FILE... [--check]
  qflow draw FILE [--circuit NAME] [--format text|svg]
  qflow export FILE [--circuit NAME | --workflow NAME] --to TARGET [--output FILE]
            TARGET: qasm3, qasm2, qiskit, cirq, pennylane, braket or latex for a
            circuit, mermaid or dot for the task graph of a workflow
  qflow devices [--format text|json]
  qflow lsp --stdio
  qflow mcp                 (tools for assistants, Model Context Protocol)
  qflow version

Exit status: 0 done, 1 the program has errors or a run failed, 2 wrong usage,
3 cancelled, 75 try again later.
`;
