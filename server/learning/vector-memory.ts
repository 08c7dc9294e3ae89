/** A memory of vectors as a value: what tasks do with it makes another one. */
export interface VectorMemory {
  /** How many vectors it can hold. */
  readonly size: number;
  /** The qubits of one vector. */
  readonly qubits: number;
  /** In ascending order. */
  readonly addresses: readonly number[];
  /** In the order of the addresses. */
  readonly vectors: readonly (readonly number[])[];
}

export function emptyMemory(size: number, qubits: number): VectorMemory {
  return { size, qubits, addresses: [], vectors: [] };
}

/**
 * The memory with more vectors, or why they cannot be stored.
 *
 * @param at their addresses, whose former content is replaced; the lowest free ones where it is left out
 */
export function withVectors(
  memory: VectorMemory,
  vectors: readonly (readonly number[])[],
  at?: readonly number[],
): VectorMemory | string {
  const places = at ?? freeAddresses(memory).slice(0, vectors.length);
  const fault = vectors.map((vector) => vectorFault(memory, vector)).find((one) => one !== undefined);
  if (fault !== undefined) return fault;
  if (at === undefined && places.length < vectors.length)
    return `the memory of ${memory.size} has room for ${places.length} more, and these are ${vectors.length}`;
  if (places.length !== vectors.length)
    return `there are ${vectors.length} vectors and ${places.length} addresses`;
  const wrong = addressFault(memory, places);
  if (wrong !== undefined) return wrong;
  const contents = contentsOf(memory);
  for (const [place, vector] of vectors.entries()) contents.set(places[place] ?? 0, vector);
  return filledWith(memory, contents);
}

/** The memory without what is at some addresses, or why it cannot be. */
export function withoutAddresses(memory: VectorMemory, addresses: readonly number[]): VectorMemory | string {
  const wrong = addressFault(memory, addresses);
  if (wrong !== undefined) return wrong;
  const contents = contentsOf(memory);
  const empty = addresses.find((address) => !contents.delete(address));
  return empty === undefined ? filledWith(memory, contents) : `there is nothing at address ${empty}`;
}

/** Why a vector is no state of the memory's qubits, if it is none. */
export function vectorFault({ qubits }: VectorMemory, vector: readonly number[]): string | undefined {
  const most = 2 ** qubits;
  if (vector.length > most) return `${qubits} qubits take ${most} numbers, and a vector has ${vector.length}`;
  if (!vector.every(Number.isFinite)) return 'a vector consists of numbers';
  return vector.every((entry) => entry === 0) ? 'a vector of zeros alone is no state' : undefined;
}

/** |⟨a|b⟩|² of two vectors, each made of length 1. */
export function vectorFidelity(a: readonly number[], b: readonly number[]): number {
  const product = a.reduce((sum, entry, place) => sum + entry * (b[place] ?? 0), 0);
  return product ** 2 / (squared(a) * squared(b));
}

function squared(vector: readonly number[]): number {
  return vector.reduce((sum, entry) => sum + entry * entry, 0);
}

/** The largest fidelity of two vectors of a memory; 0 of less than two. */
export function crosstalk({ vectors }: VectorMemory): number {
  return vectors.reduce(
    (most, one, place) =>
      vectors.slice(place + 1).reduce((least, other) => Math.max(least, vectorFidelity(one, other)), most),
    0,
  );
}

function freeAddresses({ size, addresses }: VectorMemory): readonly number[] {
  const taken = new Set(addresses);
  return Array.from({ length: size }, (_, address) => address).filter((address) => !taken.has(address));
}

function addressFault({ size }: VectorMemory, addresses: readonly number[]): string | undefined {
  const wrong = addresses.find((address) => !Number.isInteger(address) || address < 0 || address >= size);
  if (wrong !== undefined) return `there is no address ${wrong}; they are 0 to ${size - 1}`;
  return new Set(addresses).size < addresses.length ? 'an address is named twice' : undefined;
}

function contentsOf({ addresses, vectors }: VectorMemory): Map<number, readonly number[]> {
  return new Map(addresses.map((address, place) => [address, vectors[place] ?? []]));
}

function filledWith(
  { size, qubits }: VectorMemory,
  contents: ReadonlyMap<number, readonly number[]>,
): VectorMemory {
  const entries = [...contents].toSorted(([one], [other]) => one - other);
  return {
    size,
    qubits,
    addresses: entries.map(([address]) => address),
    vectors: entries.map(([, vector]) => vector),
  };
}
