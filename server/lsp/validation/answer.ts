import { type CancellationToken, Cancelled } from '../../base/index.ts';
import { compile } from '../../circuit/index.ts';
import { type Content, compileTarget, validate } from '../../hardware/index.ts';
import type { CompileRequest, ValidationReply, ValidationRequest } from './messages.ts';

/** Of the request before, which may be that of the next one too. */
let content: Content | undefined;

/** What the validator's worker answers, wherever it lives; a fault of ours is told in words. */
export function answer(
  request: ValidationRequest | CompileRequest,
  token: CancellationToken,
): ValidationReply {
  const { id, device } = request;
  try {
    if ('circuit' in request) {
      const { circuit, level } = request;
      const options = { level, seed: 0, cancellation: token };
      return { id, compilation: compile(circuit, compileTarget(device, circuit), options) };
    }
    content = request.content ?? content;
    if (content === undefined) throw new Error('the first request has no circuit');
    return { id, validation: validate(content.circuit, device, content.options, token) };
  } catch (error) {
    if (error instanceof Cancelled) return { id };
    return { id, fault: error instanceof Error ? error.message : String(error) };
  }
}
