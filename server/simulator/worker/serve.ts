import { Engine } from '../engine.ts';
import { loadKernels } from '../native/library.ts';
import type { OnProgress } from '../run/run.ts';
import type { Machine } from '../state/shelf.ts';
import type { Answer, Reply, Request } from './messages.ts';
import { ParcelReceiver } from './parcels.ts';
import { type Posted, unpack } from './post.ts';

/** Progress is worth a message when it has grown by this much. */
const progressStep = 0.01;

/** The worker's half: unpacks the kernels at once and answers one request after the other. */
export function serve(send: (reply: Reply) => void, machine: Machine): (message: Posted) => Promise<void> {
  const receiver = new ParcelReceiver();
  let isMeasured = false;
  const engine = loadKernels().then((library) => new Engine(library, machine));
  return async (message) => {
    try {
      const request = unpack(message, receiver);
      const answer = compute(await engine, request, throttled(send));
      send({ kind: 'answer', answer });
      if (!isMeasured) send({ kind: 'slowness', slowness: (await engine).slowness });
      isMeasured = true;
    } catch (error) {
      send({ kind: 'fault', message: error instanceof Error ? error.message : String(error) });
    }
  };
}

function compute(engine: Engine, request: Request, onProgress: OnProgress): Answer {
  switch (request.kind) {
    case 'sample':
      return engine.sample(request.job, onProgress);
    case 'estimate':
      return engine.estimate(request.job, request.observable, onProgress);
    case 'estimate-batch':
      return engine.estimateBatch(request.job, request.sets, request.observable, onProgress);
    case 'gradient':
      return engine.gradient(request.job, request.observable, onProgress);
    case 'gradient-batch':
      return engine.gradientBatch(request.job, request.sets, request.observable, onProgress);
    case 'state':
      return engine.state(request.job, onProgress);
  }
}

function throttled(send: (reply: Reply) => void): OnProgress {
  let said = 0;
  return (fraction) => {
    if (fraction < said + progressStep) return;
    said = fraction;
    send({ kind: 'progress', fraction });
  };
}
