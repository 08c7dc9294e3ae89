/** A request, response or event of the Debug Adapter Protocol; what it carries is checked where it is read. */
export interface DebugMessage {
  readonly type: string;
  readonly seq: number;
  readonly [field: string]: unknown;
}
