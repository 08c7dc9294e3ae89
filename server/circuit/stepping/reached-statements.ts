import { Random } from '../../base/index.ts';
import type { Block, Circuit, Instruction } from '../circuit.ts';
import { blocksIn } from '../statistics.ts';
import type { Site, TracedCircuit } from '../traced.ts';
import { zeroOf } from '../values.ts';
import { decidingPart } from './deciding-part.ts';
import { siteAt } from './statement-states.ts';
import { Timeline } from './timeline.ts';

/** Which statements of a circuit can come up in a run. */
export interface ReachedStatements {
  readonly reached: ReadonlySet<Site>;
  /** Whether that is not known: behind a condition that only a run decides, where too many qubits do so. */
  readonly undecided: ReadonlySet<Site>;
}

/** Qubits that may decide the course of a circuit that is followed: a state of 1 MiB. */
const mostQubits = 16;
/** Ways through a circuit, each another row of outcomes, that are followed; with that, a branch of one in 30 shows. */
const mostWays = 100;
/** Instructions of one way. */
const mostSteps = 20_000;
/** Outcomes less likely than this never come up. */
const negligible = 1e-9;

/**
 * Without control flow that a run decides, every traced statement is reached. With it, the ways through the circuit are followed:
 * each outcome of each measurement that can come up, as long as there are statements that none has reached.
 */
export function reachedStatements(traced: TracedCircuit): ReachedStatements {
  const { circuit, sites } = traced;
  const decided = [...circuit.body].every(isDecided);
  if (decided) return { reached: new Set(sites.values()), undecided: new Set() };
  const found = new Set<Site>();
  const part = decidingPart(circuit);
  const isFollowed = part.qubitCount <= mostQubits;
  if (isFollowed) followWays({ circuit: part, sites }, found);
  else for (const instruction of certain(circuit.body)) addSite(sites.get(instruction), found);
  addInner(traced, found);
  const left = new Set([...sites.values()].filter((site) => !found.has(site)));
  return { reached: found, undecided: isFollowed ? new Set() : left };
}

function addSite(site: Site | undefined, found: Set<Site>): void {
  if (site !== undefined) found.add(site);
}

/** Statements of gates that were lowered as a whole stand nowhere in the circuit; they go with what called them. */
function addInner({ circuit, sites }: TracedCircuit, found: Set<Site>): void {
  const placed = new Set(instructionsIn(circuit.body));
  for (const [mark, site] of sites)
    if (!placed.has(mark) && (site.caller === undefined || found.has(site.caller))) found.add(site);
}

function* instructionsIn(block: Block): Generator<Instruction> {
  for (const instruction of block) {
    yield instruction;
    for (const inner of blocksIn(instruction)) yield* instructionsIn(inner);
  }
}

function isDecided(instruction: Instruction): boolean {
  if (['if', 'while', 'exit', 'end'].includes(instruction.kind)) return false;
  return blocksIn(instruction).every((block) => block.every(isDecided));
}

/** The instructions that every run comes to: those before the first condition that may lead past what follows. */
function* certain(block: Block): Generator<Instruction> {
  for (const instruction of block) {
    yield instruction;
    if ([...instructionsIn([instruction])].some(({ kind }) => kind === 'exit' || kind === 'end')) return;
  }
}

/** Adds what the ways through the circuit come to, the likelier outcomes first where nothing was left to try. */
function followWays(traced: TracedCircuit, found: Set<Site>): void {
  const bound = { circuit: traced.circuit, bindings: bindingsOf(traced.circuit) };
  const random = new Random(0);
  const waiting: (readonly (0 | 1)[])[] = [[]];
  for (let way = 0; way < mostWays && found.size < traced.sites.size; way++) {
    const start = waiting.shift();
    if (start === undefined) return;
    const outcomes: (0 | 1)[] = [];
    const timeline = new Timeline(bound, (one, place) => {
      const outcome = start[place] ?? (random.next() < one ? 1 : 0);
      const other = outcome === 1 ? 1 - one : one;
      if (place >= start.length && other > negligible) waiting.push([...outcomes, outcome === 1 ? 0 : 1]);
      outcomes.push(outcome);
      return outcome;
    });
    timeline.pass(mostSteps, (passage) => addSite(siteAt(traced, passage), found));
  }
}

function bindingsOf({ parameters }: Circuit) {
  return parameters.map(({ given, type }) => given ?? zeroOf(type));
}
