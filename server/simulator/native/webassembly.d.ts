/** The part of the WebAssembly JavaScript interface that the simulator uses; Node's own types leave it out. */
declare namespace WebAssembly {
  interface Module {
    /** Tells a compiled module from other objects. */
    readonly module: never;
  }

  class Instance {
    constructor(module: Module, imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>);
    readonly exports: Readonly<Record<string, unknown>>;
  }

  class Memory {
    constructor(descriptor: { readonly initial: number; readonly maximum?: number });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }

  class Global {
    readonly value: number;
  }

  function compile(bytes: Uint8Array): Promise<Module>;

  function validate(bytes: Uint8Array): boolean;
}
