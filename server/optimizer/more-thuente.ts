/**
 * Moré and Thuente, "Line search algorithms with guaranteed sufficient decrease", ACM TOMS 20, 286 (1994): a step that
 * lowers a function enough and at which it is flat enough.
 */
export interface LineSample {
  readonly at: number;
  readonly value: number;
  readonly slope: number;
}

export interface WolfeLimits {
  /** The share of the first slope by which the value has to fall. */
  readonly decrease: number;
  /** The share of the first slope that may be left. */
  readonly curvature: number;
  /** The relative width of the interval at which the search gives up. */
  readonly width: number;
  readonly least: number;
  readonly most: number;
}

/** What to do with a sample: go on with the next step, or end. */
export type StepVerdict = { readonly next: number } | { readonly end: 'found' | 'stuck' };

interface Interval {
  /** The best step until now, and the other end of the interval around the minimum. */
  readonly best: LineSample;
  readonly other: LineSample;
  readonly isBracketed: boolean;
}

/** The state of one line search, fed with a sample of each step that it asks for. */
export class StepSearch {
  readonly #start: LineSample;
  readonly #limits: WolfeLimits;
  #interval: Interval;
  #isSecondStage = false;
  #width: number;
  #widthBefore: number;
  #low = 0;
  #high: number;

  /** @param start value and slope at step 0; the slope is negative */
  constructor(start: LineSample, first: number, limits: WolfeLimits) {
    this.#start = start;
    this.#limits = limits;
    this.#interval = { best: start, other: start, isBracketed: false };
    this.#width = limits.most - limits.least;
    this.#widthBefore = 2 * this.#width;
    this.#high = 5 * first;
  }

  take(sample: LineSample): StepVerdict {
    const { decrease } = this.#limits;
    const needed = decrease * this.#start.slope;
    const enough = this.#start.value + sample.at * needed;
    if (sample.value <= enough && sample.slope >= 0) this.#isSecondStage = true;
    const end = this.#verdict(sample, enough, needed);
    if (end !== undefined) return { end };
    const isModified =
      !this.#isSecondStage && sample.value <= this.#interval.best.value && sample.value > enough;
    return { next: this.#advance(sample, isModified ? needed : 0) };
  }

  #verdict(sample: LineSample, enough: number, needed: number): 'found' | 'stuck' | undefined {
    const { curvature, width, least, most } = this.#limits;
    if (sample.value <= enough && Math.abs(sample.slope) <= -curvature * this.#start.slope) return 'found';
    const { isBracketed } = this.#interval;
    const isOutside = sample.at <= this.#low || sample.at >= this.#high;
    const isNarrow = this.#high - this.#low <= width * this.#high;
    if (isBracketed && (isOutside || isNarrow)) return 'stuck';
    if (sample.at === most && sample.value <= enough && sample.slope <= needed) return 'stuck';
    return sample.at === least && (sample.value > enough || sample.slope >= needed) ? 'stuck' : undefined;
  }

  /** The next step; `tilt` is a slope that is taken off before, so that the interval holds a step that falls enough. */
  #advance(sample: LineSample, tilt: number): number {
    const [best, other] = [this.#interval.best, this.#interval.other];
    const { next, interval } = narrowed(
      { best: tilted(best, -tilt), other: tilted(other, -tilt), isBracketed: this.#interval.isBracketed },
      tilted(sample, -tilt),
      this.#low,
      this.#high,
    );
    this.#interval = {
      best: tilted(interval.best, tilt),
      other: tilted(interval.other, tilt),
      isBracketed: interval.isBracketed,
    };
    return this.#guarded(next);
  }

  #guarded(wanted: number): number {
    const { best, other, isBracketed } = this.#interval;
    const { least, most, width } = this.#limits;
    let next = wanted;
    if (isBracketed) {
      const gap = Math.abs(other.at - best.at);
      if (gap >= 0.66 * this.#widthBefore) next = best.at + 0.5 * (other.at - best.at);
      this.#widthBefore = this.#width;
      this.#width = gap;
      this.#low = Math.min(best.at, other.at);
      this.#high = Math.max(best.at, other.at);
    } else {
      this.#low = next + 1.1 * (next - best.at);
      this.#high = next + 4 * (next - best.at);
    }
    next = Math.min(Math.max(next, least), most);
    const isOutside = next <= this.#low || next >= this.#high;
    const isNarrow = this.#high - this.#low <= width * this.#high;
    return isBracketed && (isOutside || isNarrow) ? best.at : next;
  }
}

function tilted({ at, value, slope }: LineSample, tilt: number): LineSample {
  return tilt === 0 ? { at, value, slope } : { at, value: value + at * tilt, slope: slope + tilt };
}

/** The next step by cubics and parabolas through the samples, and the interval with this sample in it. */
function narrowed(
  { best, other, isBracketed }: Interval,
  sample: LineSample,
  low: number,
  high: number,
): { next: number; interval: Interval } {
  const isHigher = sample.value > best.value;
  const turns = Math.sign(sample.slope) * Math.sign(best.slope) < 0;
  const next = trialStep({ best, other, isBracketed }, sample, low, high);
  const interval: Interval = {
    best: isHigher ? best : sample,
    other: isHigher ? sample : turns ? best : other,
    isBracketed: isBracketed || isHigher || turns,
  };
  return { next, interval };
}

function trialStep(
  { best, other, isBracketed }: Interval,
  sample: LineSample,
  low: number,
  high: number,
): number {
  const forward = sample.at > best.at;
  if (sample.value > best.value) {
    const cubic = cubicStep(best, sample, !forward);
    const quadratic =
      best.at + (best.slope / (secant(best, sample) + best.slope) / 2) * (sample.at - best.at);
    const isCubicNearer = Math.abs(cubic - best.at) <= Math.abs(quadratic - best.at);
    return isCubicNearer ? cubic : cubic + (quadratic - cubic) / 2;
  }
  if (Math.sign(sample.slope) * Math.sign(best.slope) < 0) {
    const cubic = cubicStep(sample, best, forward);
    const flat = flatStep(best, sample);
    return Math.abs(cubic - sample.at) > Math.abs(flat - sample.at) ? cubic : flat;
  }
  if (Math.abs(sample.slope) < Math.abs(best.slope)) {
    const cubic = flatteningStep(best, sample, low, high);
    const flat = flatStep(best, sample);
    const isCubicNearer = Math.abs(cubic - sample.at) < Math.abs(flat - sample.at);
    if (!isBracketed) {
      const wide = Math.abs(cubic - sample.at) > Math.abs(flat - sample.at) ? cubic : flat;
      return Math.min(Math.max(wide, low), high);
    }
    const limit = sample.at + 0.66 * (other.at - sample.at);
    const near = isCubicNearer ? cubic : flat;
    return forward ? Math.min(limit, near) : Math.max(limit, near);
  }
  if (isBracketed) return cubicStep(sample, other, sample.at > other.at);
  return forward ? high : low;
}

/** The drop from one sample to another for each unit of the step. */
function secant(from: LineSample, to: LineSample): number {
  return (from.value - to.value) / (to.at - from.at);
}

/** Where the slope of two samples would be zero if it changed evenly. */
function flatStep(best: LineSample, sample: LineSample): number {
  return sample.at + (sample.slope / (sample.slope - best.slope)) * (best.at - sample.at);
}

/** The cubic through two samples: its coefficients scaled as the reference does, against overflow. */
function cubicParts(from: LineSample, to: LineSample) {
  const theta = 3 * secant(from, to) + from.slope + to.slope;
  const scale = Math.max(Math.abs(theta), Math.abs(from.slope), Math.abs(to.slope));
  const square = (theta / scale) ** 2 - (from.slope / scale) * (to.slope / scale);
  return { theta, scale, square };
}

/** The minimum of the cubic through two samples, seen from the first; `isReversed` picks the other root. */
function cubicStep(from: LineSample, to: LineSample, isReversed: boolean): number {
  const { theta, scale, square } = cubicParts(from, to);
  const gamma = scale * Math.sqrt(square) * (isReversed ? -1 : 1);
  const ratio = (gamma - from.slope + theta) / (gamma - from.slope + gamma + to.slope);
  return from.at + ratio * (to.at - from.at);
}

/** The same where both slopes go down and the function flattens: the cubic may have no minimum on that side. */
function flatteningStep(best: LineSample, sample: LineSample, low: number, high: number): number {
  const { theta, scale, square } = cubicParts(best, sample);
  const forward = sample.at > best.at;
  const gamma = scale * Math.sqrt(Math.max(0, square)) * (forward ? -1 : 1);
  const ratio = (gamma - sample.slope + theta) / (gamma + (best.slope - sample.slope) + gamma);
  if (ratio < 0 && gamma !== 0) return sample.at + ratio * (best.at - sample.at);
  return forward ? high : low;
}
