import { type Diagnostic, hasErrors } from '../../base/index.ts';
import { circuitTargets, exportCircuit, lowerCircuit } from '../../circuit/index.ts';
import { taskGraph } from '../../language/ide/index.ts';
import type { Model } from '../../language/index.ts';
import { placeDiagnostics } from '../../workflow/index.ts';
import { oneOf, onlyFile, parseArguments } from '../arguments.ts';
import { UsageError, exitStatus } from '../exit-status.ts';
import { dotGraph } from '../graphs/dot.ts';
import { mermaidGraph } from '../graphs/mermaid.ts';
import { loadSource, readSource, writeSource } from '../source-file.ts';
import { drawDiagnostic } from '../terminal/diagnostics.ts';
import type { Terminal } from '../terminal/terminal.ts';

const graphs = { mermaid: mermaidGraph, dot: dotGraph } as const;
const graphTargets = ['mermaid', 'dot'] as const;
const targets = [...circuitTargets, ...graphTargets] as const;
type Target = (typeof targets)[number];

/** What an export gives: its text, or why there is none. */
interface Export {
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
  /** A reason that has no place in the file. */
  readonly reason?: string;
}

/** `qflow export FILE [--circuit NAME | --workflow NAME] --to TARGET [--output FILE]`. */
export async function exportFile(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments(args, {
    circuit: { type: 'string' },
    workflow: { type: 'string' },
    to: { type: 'string' },
    output: { type: 'string' },
  });
  if (values.to === undefined) throw new UsageError(`--to is missing: ${targets.join(', ')}.`);
  const target = oneOf('to', values.to, targets);
  checkChoice(target, values.circuit, values.workflow);
  const source = await readSource(onlyFile(positionals));
  const model = await loadSource(source);
  const result = exportModel(model, target, values.circuit ?? values.workflow);
  for (const diagnostic of placeDiagnostics(result.diagnostics, source.path, model.text))
    terminal.error(`${drawDiagnostic(diagnostic, terminal)}\n`);
  if (result.reason !== undefined) terminal.error(`${source.path} ${result.reason}.\n`);
  if (result.text === undefined) return exitStatus.failed;
  await deliver(result.text, values.output, terminal);
  return exitStatus.done;
}

function isGraphTarget(target: Target): target is keyof typeof graphs {
  return graphTargets.some((name) => name === target);
}

function checkChoice(target: Target, circuit: string | undefined, workflow: string | undefined): void {
  if (isGraphTarget(target) ? circuit !== undefined : workflow !== undefined)
    throw new UsageError(
      `--to ${target} exports a ${isGraphTarget(target) ? 'workflow, so --circuit' : 'circuit, so --workflow'} has no meaning.`,
    );
}

function exportModel(model: Model, target: Target, wanted: string | undefined): Export {
  const errors = model.diagnostics.filter(({ severity }) => severity === 'error');
  if (hasErrors(errors)) return { diagnostics: errors };
  const declared = isGraphTarget(target) ? model.workflows : model.circuits;
  const kind = isGraphTarget(target) ? 'workflow' : 'circuit';
  const names = declared.map(({ name }) => name);
  const [name, ...others] = wanted === undefined ? names : names.filter((candidate) => candidate === wanted);
  if (name === undefined) return { diagnostics: [], reason: absence(kind, wanted, names) };
  if (others.length > 0)
    return {
      diagnostics: [],
      reason: `has several ${kind}s, choose one with --${kind}: ${names.join(', ')}`,
    };
  return isGraphTarget(target) ? graphOf(model, target, name) : circuitOf(model, target, name);
}

function absence(kind: string, wanted: string | undefined, names: readonly string[]): string {
  const known = names.length === 0 ? 'none' : names.join(', ');
  return wanted === undefined ? `has no ${kind}` : `has no ${kind} ${wanted}; it has: ${known}`;
}

function graphOf(model: Model, target: keyof typeof graphs, name: string): Export {
  const graph = taskGraph(model, name);
  return graph === undefined
    ? { diagnostics: [], reason: `has no workflow ${name}` }
    : { text: graphs[target](graph), diagnostics: [] };
}

function circuitOf(model: Model, target: Exclude<Target, keyof typeof graphs>, name: string): Export {
  const lowered = lowerCircuit(model, name, {});
  if (lowered.value === undefined) return { diagnostics: lowered.diagnostics };
  const { value, diagnostics } = exportCircuit(lowered.value, target);
  return {
    diagnostics: [...lowered.diagnostics, ...diagnostics],
    ...(value === undefined ? {} : { text: value }),
  };
}

/** @throws {FileTrouble} when the file cannot be written. */
async function deliver(text: string, output: string | undefined, terminal: Terminal): Promise<void> {
  if (output === undefined) return terminal.out(text);
  await writeSource(output, text);
}
