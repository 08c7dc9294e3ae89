import type { SeenName, Site } from '../circuit/index.ts';
import type { Execution } from './execution.ts';
import { type Fields, numberOf } from './fields.ts';
import type { DebuggedProgram } from './program.ts';

/** What the editor adds to lines and columns counted from 0. */
export interface Base {
  readonly line: number;
  readonly column: number;
}

/** A statement that the run stands in: the next one, or one whose call it is in. */
export interface StackFrame {
  readonly name: string;
  readonly uri: string;
  readonly offset: number;
  readonly names: readonly SeenName[];
}

/** The statement that comes next and those whose calls it is in, or the end of the circuit. */
export function framesOf(program: DebuggedProgram, { mark: { site } }: Execution): readonly StackFrame[] {
  return site === undefined ? [endOf(program)] : callsOf(site);
}

function callsOf(site: Site): readonly StackFrame[] {
  const { owner: name, uri, span, names, caller } = site;
  const own = { name, uri, offset: span.start, names };
  return caller === undefined ? [own] : [own, ...callsOf(caller)];
}

/** At the end all qubits and results can be seen. */
function endOf(program: DebuggedProgram): StackFrame {
  const { registers, variables } = program.traced.circuit;
  const qubits = registers.map(({ name, offset, size }): SeenName => ({
    kind: 'qubits',
    name,
    qubits: Array.from({ length: size }, (_, place) => offset + place),
    isSingle: false,
  }));
  const results = variables.flatMap(({ name, type, isOutput }, variable): SeenName[] =>
    isOutput ? [{ kind: 'value', name, expression: { kind: 'variable', type, variable } }] : [],
  );
  return { name: `${program.name} (end)`, ...program.end, names: [...qubits, ...results] };
}

/** The frames as the editor asks for them, a page at a time. */
export function stackTrace(
  program: DebuggedProgram,
  stack: readonly StackFrame[],
  base: Base,
  { startFrame, levels }: Fields,
): Fields {
  const frames = stack.map(({ name, uri, offset }, id) => {
    const { line, column } = program.position(uri, offset);
    const source = { name: uri.slice(uri.lastIndexOf('/') + 1), path: uri };
    return { id, name, source, line: line + base.line, column: column + base.column };
  });
  const first = numberOf(startFrame) ?? 0;
  const count = numberOf(levels) ?? 0;
  const stackFrames = frames.slice(first, count === 0 ? undefined : first + count);
  return { stackFrames, totalFrames: frames.length };
}
