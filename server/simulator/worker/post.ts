import type { Circuit, Observable } from '../../circuit/index.ts';
import type { Request } from './messages.ts';
import type { Parcel, ParcelReceiver, ParcelSender } from './parcels.ts';

/** A request as it goes to the worker. */
export interface Posted {
  readonly request: object;
  readonly circuit: Parcel<Circuit>;
  readonly observable?: Parcel<Observable>;
}

export function pack(request: Request, sender: ParcelSender): Posted {
  const { circuit, ...job } = request.job;
  if (!('observable' in request)) return { request: { ...request, job }, circuit: sender.pack(circuit) };
  const { observable, ...rest } = request;
  return {
    request: { ...rest, job },
    circuit: sender.pack(circuit),
    observable: sender.pack(observable),
  };
}

/** The request that was packed. */
export function unpack({ request, circuit, observable }: Posted, receiver: ParcelReceiver): Request {
  const { job, ...rest } = request as Request;
  return {
    ...rest,
    job: { ...job, circuit: receiver.unpack(circuit) },
    ...(observable && { observable: receiver.unpack(observable) }),
  };
}
