export { type DebugEnvironment, DebugSession } from './session.ts';
