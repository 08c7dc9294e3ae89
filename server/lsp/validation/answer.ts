import { type CancellationToken, Cancelled } from '../../base/index.ts';
import { compile } from '../../circuit/index.ts';
import { compileTarget, validate } from '../../hardware/index.ts';
import type { CompileRequest, ValidationReply, ValidationRequest } from './messages.ts';

/** What the validator's worker answers, wherever it lives; a fault of ours is told in words. */
export function answer(
  request: ValidationRequest | CompileRequest,
  token: CancellationToken,
): ValidationReply {
  const { id, device } = request;
  try {
    if ('content' in request) {
      const { circuit, options } = request.content;
      return { id, validation: validate(circuit, device, options, token) };
    }
    const { circuit, level } = request;
    const options = { level, seed: 0, cancellation: token };
    return { id, compilation: compile(circuit, compileTarget(device, circuit), options) };
  } catch (error) {
    if (error instanceof Cancelled) return { id };
    return { id, fault: error instanceof Error ? error.message : String(error) };
  }
}
