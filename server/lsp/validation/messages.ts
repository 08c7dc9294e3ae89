import type { Circuit, Compilation, CompileLevel } from '../../circuit/index.ts';
import type { Content, Device, Validation } from '../../hardware/index.ts';

/** What the validator's worker is to hold against a device. */
export interface ValidationRequest {
  /** From 1; told back with the answer. */
  readonly id: number;
  /** Left out where it is that of the request before, so that devices share what is made of a circuit. */
  readonly content?: Content;
  readonly device: Device;
}

/** What it is to compile, with a certificate. */
export interface CompileRequest {
  readonly id: number;
  readonly circuit: Circuit;
  readonly device: Device;
  readonly level: CompileLevel;
}

export interface ValidationReply {
  readonly id: number;
  /** Left out where the request was cancelled. */
  readonly validation?: Validation;
  readonly compilation?: Compilation;
  /** Why there is none, in words. */
  readonly fault?: string;
}

/** A validator's worker as its owner sees it, whatever the platform. */
export interface ValidationWorker {
  post(request: ValidationRequest | CompileRequest): void;
  /** The request of this id is not wanted any more. */
  cancel(id: number): void;
  onReply(listener: (reply: ValidationReply) => void): void;
  /** The worker ended without having been told to. */
  onDeath(listener: (reason: string) => void): void;
  terminate(): void;
}

export type SpawnValidation = () => ValidationWorker;
