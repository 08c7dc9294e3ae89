import type { Reply } from './messages.ts';

/** A state's amplitudes change hands instead of being copied. */
export function transferred(reply: Reply): ArrayBuffer[] {
  if (reply.kind !== 'answer' || !reply.answer.ok || !('amplitudes' in reply.answer.value)) return [];
  const { buffer } = reply.answer.value.amplitudes;
  return buffer instanceof ArrayBuffer ? [buffer] : [];
}
