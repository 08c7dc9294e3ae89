/** The part of the WebAssembly JavaScript interface that the simulator uses; Node's own types leave it out. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array<ArrayBuffer>);
    /** Tells a compiled module from other objects. */
    readonly module: never;
  }

  class Instance {
    constructor(module: Module, imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>);
    readonly exports: Readonly<Record<string, unknown>>;
  }

  /** Numbers of pages; BigInt where addresses have 64 bits. */
  interface MemoryDescriptor {
    readonly initial: number | bigint;
    readonly maximum: number | bigint;
    readonly shared?: boolean;
    readonly address?: 'i32' | 'i64';
  }

  class Memory {
    constructor(descriptor: MemoryDescriptor);
    readonly buffer: ArrayBufferLike;
    grow(pages: number | bigint): number | bigint;
  }

  class Global {
    value: number | bigint;
  }

  function validate(bytes: Uint8Array): boolean;
}
