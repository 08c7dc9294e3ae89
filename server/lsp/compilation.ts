import type { Connection } from 'vscode-languageserver';
import { hasErrors } from '../base/index.ts';
import { type CompileLevel, lowerCircuit } from '../circuit/index.ts';
import { compilationView } from '../language/ide/index.ts';
import {
  type CompilationAnswer,
  type CompilationChoice,
  type CompilationParameters,
  compilationRequest,
} from '../protocol/index.ts';
import { type Log, guarded } from './guarded.ts';
import type { TargetWatch } from './target-watch.ts';
import type { Compiler } from './validation/compiler.ts';
import type { Workspace } from './workspace.ts';

/** How large circuits may grow that are compiled to be looked at. */
const limits = { instructions: 20_000, steps: 200_000 };

/** What is compiled for where neither the panel nor the file nor a setting names a device. */
const usualDevice = 'ibm_fez';

/** Answers with a circuit beside what is compiled of it. */
export function registerCompilation(
  connection: Connection,
  workspace: Workspace,
  targets: TargetWatch,
  compiler: Compiler,
  log: Log,
): void {
  const fault = none('it could not be compiled');
  connection.onRequest<CompilationAnswer, void>(
    compilationRequest,
    guarded<CompilationParameters, CompilationAnswer>('compilation', log, fault, (parameters) =>
      answer(parameters, workspace, targets, compiler),
    ),
  );
}

function none(reason: string, choice?: CompilationChoice): CompilationAnswer {
  return { kind: 'none', reason, ...(choice && { choice }) };
}

async function answer(
  { uri, circuit: wanted, device: chosen, level }: CompilationParameters,
  workspace: Workspace,
  targets: TargetWatch,
  compiler: Compiler,
): Promise<CompilationAnswer> {
  const file = await workspace.checked(uri);
  if (file === undefined) return none('The file is not open, or no program.');
  const { model } = file;
  if (hasErrors(model.diagnostics)) return none('The file has errors; a program without any is compiled.');
  const entry = model.circuits.find(({ name }) => wanted === undefined || name === wanted);
  if (entry === undefined)
    return none('This file has no circuit to compile. Declare one with `circuit name { ... }`.');
  const circuit = lowerCircuit(model, entry.name, { limits }).value;
  if (circuit === undefined)
    return none(`\`${entry.name}\` cannot be built before a run, or has more than 20,000 instructions.`);
  const catalogue = await targets.devices();
  const names = targets.named(file).flatMap(({ device }) => device?.name ?? []);
  const device = catalogue.find(chosen ?? names[0] ?? usualDevice);
  if (device === undefined) return none(`No device is called \`${chosen ?? ''}\`.`);
  const others = catalogue.all.filter(({ retired }) => !retired).map(({ name }) => name);
  const devices = [...new Set([device.name, ...names, ...others])];
  const compiled = await compiler.compile(circuit, device, levelOf(level));
  if (compiled === undefined) return none('A newer text was compiled instead.');
  if ('fault' in compiled)
    return none(`\`${entry.name}\` was not compiled for ${device.name}: ${compiled.fault}`, {
      device: device.name,
      level: levelOf(level),
      devices,
    });
  return { kind: 'view', view: compilationView(model, circuit, device, compiled.compilation, devices) };
}

function levelOf(level: number | undefined): CompileLevel {
  return level === 0 || level === 1 || level === 3 ? level : 2;
}
