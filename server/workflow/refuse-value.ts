import type { Span } from '../base/index.ts';
import type { Model } from '../language/index.ts';
import { diagnose } from '../library/index.ts';
import { TaskFailure } from './failure.ts';

/** Says that an expression has no value in this run, and why. @throws {TaskFailure} always */
export function refuseValue(model: Model, span: Span, reason: string): never {
  throw new TaskFailure([{ model, diagnostic: diagnose('QF5101', span, [reason]) }]);
}
