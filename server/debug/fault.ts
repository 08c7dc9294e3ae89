/** Why a request of the editor cannot be answered, in words for the user. */
export class DebugFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DebugFault';
  }
}
