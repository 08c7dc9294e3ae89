import type { Precision } from '../../library/index.ts';
import type { Complex } from '../../base/index.ts';
import type { FusedOperation } from './fusion.ts';
import type { IndexMap } from './index-map.ts';
import type { BlockQubits } from './block-qubits.ts';
import { type Operation, formOf } from './operation.ts';
import type { Pair } from './pair.ts';
import { phasesRecord } from './phase-tables.ts';
import {
  type Record,
  RecordWriter,
  kinds,
  readsState,
  readsWork,
  writesState,
  writesWork,
} from './records.ts';
import { stepRecords } from './stage-records.ts';
import type { Stage } from './stage.ts';
import { type Joints, stageData } from './stage-data.ts';
import type { StagedOperation } from './staging.ts';

/** Operations as the kernel `run_blocks` reads them from any address that is a multiple of 16. */
export interface EncodedOperations {
  /** Records among the bytes. */
  readonly count: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The operations of a pass, which multiply all amplitudes with a scale in the end. */
export interface StagedPass {
  readonly operations: readonly StagedOperation[];
  readonly block: BlockQubits;
  readonly precision: Precision;
  readonly scale: Complex;
}

/**
 * The operations of a pass.
 *
 * @param slots the number of the function for each stage; where it is 0 or missing the stage is done step by step.
 */
export function encodeOperations(pass: StagedPass, slots: readonly number[]): EncodedOperations {
  const { operations, block, precision } = pass;
  const records: Record[] = [];
  let stage = 0;
  /** Whether what comes next finds its block in the memory for work. */
  let isInWork = operations[0]?.kind === 'index-map' && !block.isWhole;
  for (const [place, operation] of operations.entries()) {
    const p = operation.kind === 'stage' ? (slots[stage++] ?? 0) : 0;
    if (operation.kind === 'index-map') records.push(mapRecord(operation, isInWork, pass, place));
    else if (operation.kind !== 'stage') records.push(recordOf(operation, block, precision));
    else if (p === 0) records.push(...stepRecords(operation));
    else records.push(stageRecord(p, operation, pass, place));
    isInWork = p !== 0 && operations[place + 1]?.kind === 'index-map';
  }
  const writer = new RecordWriter(records.length);
  for (const [index, record] of records.entries()) writer.record(index, record, block);
  return { count: records.length, bytes: writer.finish() };
}

/** The first operation of a pass reads from the state, the last one writes to it. */
export function jointsOf({ operations, scale }: StagedPass, place: number): Joints {
  return { isFirst: place === 0, scale: place === operations.length - 1 ? scale : undefined };
}

function stageRecord(p: number, stage: Stage, pass: StagedPass, place: number): Record {
  const { operations, block, precision } = pass;
  const joints = jointsOf(pass, place);
  const isBeforeMap = operations[place + 1]?.kind === 'index-map';
  const written = joints.scale === undefined ? (isBeforeMap ? writesWork : 0) : writesState;
  const flags = (joints.isFirst ? readsState : 0) | written;
  return { kind: kinds.stage, p, flags: [flags, 0], data: stageData(stage, block, precision, joints) };
}

function mapRecord(
  { offset, images, outer }: IndexMap,
  isInWork: boolean,
  { operations, precision }: StagedPass,
  place: number,
): Record {
  const isLast = place === operations.length - 1 && precision === 'double';
  return {
    ...{ kind: kinds.indexMap, p: offset, count: outer.length },
    flags: [(isInWork ? readsWork : 0) | (isLast ? writesState : 0), 0],
    words: [...images, ...outer.flatMap(({ qubit, image }) => [1 << qubit, image])],
  };
}

function recordOf(operation: FusedOperation, block: BlockQubits, precision: Precision): Record {
  switch (operation.kind) {
    case 'pair':
      return pairRecord(operation, block);
    case 'phases':
      return phasesRecord(operation, block, precision);
    case 'many':
      return {
        kind: kinds.matrix,
        ...conditionOf(operation),
        count: operation.qubits.length,
        data: operation.matrix,
        words: operation.qubits.map((qubit) => block.place(qubit)),
      };
    case 'one':
      return {
        kind: formOf(operation.matrix) === 'real' ? kinds.real1 : kinds.matrix1,
        ...conditionOf(operation),
        p: block.place(operation.target),
        data: operation.matrix,
      };
    case 'phase':
      return { kind: kinds.phase, ...conditionOf(operation), data: [operation.re, operation.im] };
    case 'flip':
      return { kind: kinds.flip, ...conditionOf(operation), p: block.place(operation.target) };
    case 'swap':
      return {
        kind: kinds.swap,
        ...conditionOf(operation),
        p: block.place(operation.p),
        q: block.place(operation.q),
      };
    case 'channel1':
      return {
        kind: kinds.channel1,
        p: block.place(operation.p),
        q: block.place(operation.q),
        data: operation.entries,
      };
    case 'pauliChannel2':
      return {
        kind: kinds.pauliChannel2,
        data: operation.entries,
        words: operation.qubits.map((qubit) => block.place(qubit)),
      };
    case 'diagonal2':
      throw new Error('fusion leaves no conditional diagonal gates');
  }
}

function conditionOf({ mask, values }: Operation): Pick<Record, 'mask' | 'values'> {
  return { mask, values };
}

function pairRecord(pair: Pair, block: BlockQubits): Record {
  const places = { p: block.place(pair.p), q: block.place(pair.q) };
  if (pair.matrix !== undefined) {
    const spread = pair.matrix.flatMap((row) => row.flatMap(({ re, im }) => [re, re, -im, im]));
    return { kind: kinds.pairMatrix, ...places, data: spread };
  }
  const { to, factors } = pair.monomial;
  const hasPhases = factors.some(({ re, im }) => re !== 1 || im !== 0);
  const data = [...pair.turns, ...factors.flatMap(({ re, im }) => [re, im])];
  return { kind: hasPhases ? kinds.pairPhases : kinds.pair, ...places, data, words: to };
}
