export type { Remembered, ResultMemory } from './cache/memory.ts';
export type * from './outside/world.ts';
export * from './pause.ts';
export * from './place.ts';
export * from './plan-document.ts';
export * from './results.ts';
export * from './run.ts';
export { waitFor } from './timer.ts';
export * from './timetable.ts';
