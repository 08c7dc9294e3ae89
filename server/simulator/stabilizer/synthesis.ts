import { type PauliImage, type PauliImages, identityImages, isSameImages } from './pauli-images.ts';

/** The gates that tableaus know, by number: a code is a run of triples gate, first qubit, second qubit. */
export const opcode = { h: 0, s: 1, sdg: 2, x: 3, y: 4, z: 5, cx: 6, cz: 7, swap: 8 } as const;

type Elementary = readonly [gate: number, a: number, b: number];

/** The elementary gates, first gate first, that conjugate Pauli operators to the given images. */
export function synthesise(images: PauliImages): readonly Elementary[] {
  const qubits = images.length / 2;
  return singleGate(images, qubits) ?? inverse(new Sweep(images).reduce());
}

/** One gate that does it all, where there is one. */
function singleGate(images: PauliImages, qubits: number): readonly Elementary[] | undefined {
  if (isSameImages(images, identityImages(qubits))) return [];
  for (let a = 0; a < qubits; a++) {
    for (const gate of Object.values(opcode)) {
      for (let b = 0; b < (gate < opcode.cx ? 1 : qubits); b++) {
        if (gate >= opcode.cx && a === b) continue;
        const own = identityImages(qubits);
        for (const image of own) conjugate(image, gate, a, b);
        if (isSameImages(images, own)) return [[gate, a, b]];
      }
    }
  }
  return undefined;
}

function inverse(gates: readonly Elementary[]): readonly Elementary[] {
  return gates.toReversed().map(([gate, a, b]) => [gate === opcode.s ? opcode.sdg : gate, a, b] as const);
}

/** Turns images into those of the identity by conjugating with gates, qubit by qubit; the gates undo the images. */
class Sweep {
  readonly #images: readonly PauliImage[];
  readonly #gates: Elementary[] = [];

  constructor(images: PauliImages) {
    this.#images = images.map((image) => ({ ...image }));
  }

  reduce(): readonly Elementary[] {
    const qubits = this.#images.length / 2;
    for (let qubit = 0; qubit < qubits; qubit++) {
      this.#straightenX(qubit, qubits);
      this.#straightenZ(qubit, qubits);
      if (this.#row(2 * qubit).isNegative) this.#apply(opcode.z, qubit);
      if (this.#row(2 * qubit + 1).isNegative) this.#apply(opcode.x, qubit);
    }
    return this.#gates;
  }

  /** Takes the image of X on `qubit` to ±X there. */
  #straightenX(qubit: number, qubits: number): void {
    const row = this.#row(2 * qubit);
    for (let other = qubit; other < qubits; other++) {
      if (has(row.x, other) && has(row.z, other)) this.#apply(opcode.s, other);
      else if (has(row.z, other)) this.#apply(opcode.h, other);
    }
    if (!has(row.x, qubit)) this.#apply(opcode.cx, 31 - Math.clz32(row.x), qubit);
    for (let other = qubit + 1; other < qubits; other++)
      if (has(row.x, other)) this.#apply(opcode.cx, qubit, other);
  }

  /** Takes the image of Z on `qubit` to ±Z there, by gates that leave X there alone. */
  #straightenZ(qubit: number, qubits: number): void {
    const row = this.#row(2 * qubit + 1);
    if (has(row.x, qubit)) {
      this.#apply(opcode.h, qubit);
      this.#apply(opcode.s, qubit);
      this.#apply(opcode.h, qubit);
    }
    for (let other = qubit + 1; other < qubits; other++) {
      if (has(row.x, other) && has(row.z, other)) this.#apply(opcode.s, other);
      if (has(row.x, other)) this.#apply(opcode.h, other);
      if (has(row.z, other)) this.#apply(opcode.cx, other, qubit);
    }
  }

  #row(row: number): PauliImage {
    const image = this.#images[row];
    if (image === undefined) throw new Error(`no image ${row}`);
    return image;
  }

  #apply(gate: number, a: number, b = 0): void {
    this.#gates.push([gate, a, b]);
    for (const image of this.#images) conjugate(image, gate, a, b);
  }
}

/** Conjugates one Pauli operator by an elementary gate: the tableau's rules for a single row. */
function conjugate(image: PauliImage, gate: number, a: number, b: number): void {
  const [xa, za, xb, zb] = [has(image.x, a), has(image.z, a), has(image.x, b), has(image.z, b)];
  switch (gate) {
    case opcode.h:
      return set(image, xa && za, a, za, xa);
    case opcode.s:
      return set(image, xa && za, a, xa, za !== xa);
    case opcode.sdg:
      return set(image, xa && !za, a, xa, za !== xa);
    case opcode.x:
      return set(image, za, a, xa, za);
    case opcode.y:
      return set(image, xa !== za, a, xa, za);
    case opcode.z:
      return set(image, xa, a, xa, za);
    case opcode.cx:
      set(image, xa && zb && xb === za, a, xa, za !== zb);
      return set(image, false, b, xb !== xa, zb);
    case opcode.cz:
      set(image, xa && xb && za !== zb, a, xa, za !== xb);
      return set(image, false, b, xb, zb !== xa);
    case opcode.swap:
      set(image, false, a, xb, zb);
      return set(image, false, b, xa, za);
    default:
      throw new Error(`no gate ${gate}`);
  }
}

function set(image: PauliImage, flipsSign: boolean, qubit: number, x: boolean, z: boolean): void {
  const bit = 1 << qubit;
  image.x = x ? image.x | bit : image.x & ~bit;
  image.z = z ? image.z | bit : image.z & ~bit;
  image.isNegative = image.isNegative !== flipsSign;
}

function has(bits: number, qubit: number): boolean {
  return ((bits >> qubit) & 1) === 1;
}
