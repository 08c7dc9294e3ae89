/** A thread under Node that helps a simulator's worker with dense states: a file of its own, because it needs little. */
import { workerData } from 'node:worker_threads';
import { type HelperData, helpInNode } from './threads/node-helper.ts';

helpInNode(workerData as HelperData);
