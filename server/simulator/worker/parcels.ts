import { hashWithPlaces } from '../cache/content-hash.ts';

/** So many things are kept by the receiver, the ones that were sent last. */
const slots = 16;

/** A thing on its way to a worker: itself the first time, then only where the worker keeps it. */
export interface Parcel<T> {
  readonly slot: number;
  readonly content?: T;
}

/**
 * Sends things that do not change, such as the circuit of a loop over its parameters, only once; also where they were made
 * anew and say the same, so that the worker lays out and plans a circuit once for runs with other parameters or shots.
 */
export class ParcelSender {
  readonly #kept: object[] = [];
  #next = 0;

  /** What to send so that the receiver has `content`; parcels must arrive in the order in which they were packed. */
  pack<T extends object>(content: T): Parcel<T> {
    const known = this.#placeOf(content);
    if (known >= 0) return { slot: known };
    const slot = this.#next;
    this.#next = (slot + 1) % slots;
    this.#kept[slot] = content;
    return { slot, content };
  }

  #placeOf(content: object): number {
    const same = this.#kept.indexOf(content);
    if (same >= 0) return same;
    const hash = hashWithPlaces(content);
    return this.#kept.findIndex((kept) => hashWithPlaces(kept) === hash);
  }
}

/** The other side of a {@link ParcelSender}. */
export class ParcelReceiver {
  readonly #kept: unknown[] = [];

  /** The type is that of what was packed. */
  unpack<T>({ slot, content }: Parcel<T>): T {
    if (content !== undefined) this.#kept[slot] = content;
    return this.#kept[slot] as T;
  }
}
