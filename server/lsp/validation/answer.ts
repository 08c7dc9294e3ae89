import { type CancellationToken, Cancelled } from '../../base/index.ts';
import { compile } from '../../circuit/index.ts';
import { type Content, type Device, compileTarget, validate } from '../../hardware/index.ts';
import type { CompileRequest, ValidationReply, ValidationRequest } from './messages.ts';

/** Of the request before, which may be that of the next one too. */
let content: Content | undefined;

/** Devices that are kept, by their description. */
const mostDevices = 40;
const devices = new Map<string, Device>();

/** One object for each device, so that what was worked out for it before is found: each request has a copy of its own. */
function knownDevice(device: Device): Device {
  const text = JSON.stringify(device);
  const known = devices.get(text);
  if (known !== undefined) return known;
  if (devices.size >= mostDevices) devices.clear();
  devices.set(text, device);
  return device;
}

/** What the validator's worker answers, wherever it lives; a fault of ours is told in words. */
export function answer(
  request: ValidationRequest | CompileRequest,
  token: CancellationToken,
): ValidationReply {
  const { id } = request;
  try {
    const device = knownDevice(request.device);
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
