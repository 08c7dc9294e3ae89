import { type Search } from './search.ts';

/** A function of one number that a search asks for. */
export type LineFunction = (at: number) => Search<number>;

export interface LinePoint {
  readonly at: number;
  readonly value: number;
}

type Bracket = readonly [LinePoint, LinePoint, LinePoint];

const golden = 1.618034;
const growthLimit = 110;

/**
 * Three points of which the middle one is least, found downhill from 0 and 1. Press et al., "Numerical Recipes", 10.1.
 * Ends after a thousand steps with what it has: the function goes down for ever.
 */
export function* bracketMinimum(f: LineFunction): Search<Bracket> {
  const at = function* (place: number): Search<LinePoint> {
    return { at: place, value: yield* f(place) };
  };
  let [a, b] = [yield* at(0), yield* at(1)];
  if (a.value < b.value) [a, b] = [b, a];
  let c = yield* at(b.at + golden * (b.at - a.at));
  for (let count = 0; c.value < b.value && count < 1000; count++) {
    const beyond = c.at + golden * (c.at - b.at);
    const limit = b.at + growthLimit * (c.at - b.at);
    const vertex = parabolaVertex(a, b, c);
    let next: LinePoint;
    if ((vertex - c.at) * (b.at - vertex) > 0) {
      next = yield* at(vertex);
      if (next.value < c.value) return [b, next, c];
      if (next.value > b.value) return [a, b, next];
      next = yield* at(beyond);
    } else if ((vertex - limit) * (limit - c.at) >= 0) {
      next = yield* at(limit);
    } else if ((vertex - limit) * (c.at - vertex) > 0) {
      next = yield* at(vertex);
      if (next.value < c.value) {
        [b, c] = [c, next];
        next = yield* at(c.at + golden * (c.at - b.at));
      }
    } else {
      next = yield* at(beyond);
    }
    [a, b, c] = [b, c, next];
  }
  return [a, b, c];
}

function parabolaVertex(a: LinePoint, b: LinePoint, c: LinePoint): number {
  const left = (b.at - a.at) * (b.value - c.value);
  const right = (b.at - c.at) * (b.value - a.value);
  const difference = right - left;
  const denominator = 2 * (Math.abs(difference) < 1e-21 ? 1e-21 : difference);
  return b.at - ((b.at - c.at) * right - (b.at - a.at) * left) / denominator;
}

/** The golden section of an interval, 2 − φ. */
const section = 0.381966;

/**
 * The minimum of a function of one number between the ends of its bracket, by parabolas and golden sections.
 * Brent, "Algorithms for Minimization without Derivatives" (1973), chapter 5.
 */
export function* brentMinimum(f: LineFunction, tolerance: number): Search<LinePoint> {
  const [a, b, c] = yield* bracketMinimum(f);
  let [low, high] = a.at < c.at ? [a.at, c.at] : [c.at, a.at];
  let [best, second, third] = [b, b, b];
  let before = 0;
  let step = 0;
  for (let count = 0; count < 500; count++) {
    const least = tolerance * Math.abs(best.at) + 1e-11;
    const middle = 0.5 * (low + high);
    if (Math.abs(best.at - middle) < 2 * least - 0.5 * (high - low)) break;
    const parabola =
      Math.abs(before) > least ? parabolaStep(best, second, third, low, high, before) : undefined;
    if (parabola === undefined) {
      before = best.at >= middle ? low - best.at : high - best.at;
      step = section * before;
    } else {
      before = step;
      const to = best.at + parabola;
      const isAtEnd = to - low < 2 * least || high - to < 2 * least;
      step = isAtEnd ? (middle >= best.at ? least : -least) : parabola;
    }
    const at = best.at + (Math.abs(step) < least ? (step >= 0 ? least : -least) : step);
    const tried = { at, value: yield* f(at) };
    if (tried.value > best.value) {
      if (at < best.at) low = at;
      else high = at;
      if (tried.value <= second.value || second.at === best.at) [third, second] = [second, tried];
      else if (tried.value <= third.value || third.at === best.at || third.at === second.at) third = tried;
    } else {
      if (at >= best.at) low = best.at;
      else high = best.at;
      [third, second, best] = [second, best, tried];
    }
  }
  return best;
}

/** The step to the vertex of the parabola through three points, where it lies inside and shrinks fast enough. */
function parabolaStep(
  x: LinePoint,
  w: LinePoint,
  v: LinePoint,
  low: number,
  high: number,
  before: number,
): number | undefined {
  const first = (x.at - w.at) * (x.value - v.value);
  const second = (x.at - v.at) * (x.value - w.value);
  const slope = (x.at - v.at) * second - (x.at - w.at) * first;
  const curvature = 2 * (second - first);
  const p = curvature > 0 ? -slope : slope;
  const q = Math.abs(curvature);
  const isInside = p > q * (low - x.at) && p < q * (high - x.at) && Math.abs(p) < Math.abs(0.5 * q * before);
  return isInside ? p / q : undefined;
}
