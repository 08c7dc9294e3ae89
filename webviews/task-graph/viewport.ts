/** Which part of the drawing is seen: a screen point is `drawing * scale + (x, y)`. */
import { type Box, type Point, type Size, fitScale } from './layout.ts';

export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

const smallest = 0.05;
const largest = 3;
/** Below this scale the text of a task cannot be read. */
const readable = 0.6;

/** The whole drawing in the middle of the window, never enlarged. */
export function fit(drawing: Size, window: Size): Viewport {
  const scale = Math.max(smallest, fitScale(drawing, window));
  return {
    x: (window.width - drawing.width * scale) / 2,
    y: (window.height - drawing.height * scale) / 2,
    scale,
  };
}

/** The whole drawing where it can be read, else what is around `attention`. */
export function open(drawing: Size, window: Size, attention: Box | undefined): Viewport {
  const whole = fit(drawing, window);
  if (whole.scale >= readable || attention === undefined) return whole;
  const scale = readable;
  return {
    x: window.width / 2 - (attention.x + attention.width / 2) * scale,
    y: window.height / 2 - (attention.y + attention.height / 2) * scale,
    scale,
  };
}

/** Scales by `factor` so that what lies under `point` of the window stays there. */
export function zoomAt(viewport: Viewport, point: Point, factor: number): Viewport {
  const scale = Math.min(largest, Math.max(smallest, viewport.scale * factor));
  const ratio = scale / viewport.scale;
  return {
    x: point.x - (point.x - viewport.x) * ratio,
    y: point.y - (point.y - viewport.y) * ratio,
    scale,
  };
}

export function pan(viewport: Viewport, dx: number, dy: number): Viewport {
  return { ...viewport, x: viewport.x + dx, y: viewport.y + dy };
}

/** Moves as little as needed for the box to be seen whole. */
export function reveal(viewport: Viewport, box: Box, window: Size): Viewport {
  const { scale } = viewport;
  return {
    x: viewport.x + shift(viewport.x + box.x * scale, box.width * scale, window.width),
    y: viewport.y + shift(viewport.y + box.y * scale, box.height * scale, window.height),
    scale,
  };
}

const border = 16;

/** How far a stretch from `start` must move to lie within a window from 0 to `length`. */
function shift(start: number, extent: number, length: number): number {
  if (start < border || extent > length - 2 * border) return border - start;
  return Math.min(0, length - border - (start + extent));
}
