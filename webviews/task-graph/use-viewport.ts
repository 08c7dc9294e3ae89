import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Box, GraphLayout, Size } from './layout.ts';
import { type Viewport, fit, open, pan, reveal, zoomAt } from './viewport.ts';

/** The part of the drawing that is seen. It follows what happens until the reader moves or zooms. */
export function useViewport(
  frame: { readonly current: HTMLDivElement | null },
  layout: GraphLayout,
  attention: string | undefined,
  size: Size,
  setSize: (size: Size) => void,
) {
  const [moved, setMoved] = useState<Viewport>();
  const box = layout.tasks.find(({ node }) => node.name === attention)?.box;
  const viewport = moved ?? open(layout, size, box);
  const current = useRef(viewport);
  current.current = viewport;
  const change = (next: Viewport) => {
    current.current = next;
    setMoved(next);
  };
  useSize(frame, setSize);
  useWheel(frame, (event) => {
    const { left, top } = (frame.current as HTMLElement).getBoundingClientRect();
    const point = { x: event.clientX - left, y: event.clientY - top };
    if (event.ctrlKey || event.metaKey) change(zoomAt(current.current, point, Math.exp(-event.deltaY / 300)));
    else change(pan(current.current, -event.deltaX, -event.deltaY));
  });
  return {
    viewport,
    zoom: (factor: number) =>
      change(zoomAt(current.current, { x: size.width / 2, y: size.height / 2 }, factor)),
    fitAll: () => change(fit(layout, size)),
    show: (box: Box) => {
      const next = reveal(current.current, box, size);
      if (next.x !== current.current.x || next.y !== current.current.y) change(next);
    },
    handlers: useDrag((dx, dy) => change(pan(current.current, dx, dy))),
  };
}

function useSize(frame: { readonly current: HTMLDivElement | null }, setSize: (size: Size) => void): void {
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
}

/** Wheel events that the page must not scroll by: only a listener that is not passive can say so. */
function useWheel(
  frame: { readonly current: HTMLDivElement | null },
  onWheel: (event: WheelEvent) => void,
): void {
  const latest = useRef(onWheel);
  latest.current = onWheel;
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const listener = (event: WheelEvent) => {
      event.preventDefault();
      latest.current(event);
    };
    element.addEventListener('wheel', listener, { passive: false });
    return () => element.removeEventListener('wheel', listener);
  }, []);
}

/** Dragging the background; a press that does not move stays a click. */
function useDrag(onMove: (dx: number, dy: number) => void) {
  const last = useRef<{ x: number; y: number; dragging: boolean } | undefined>(undefined);
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button === 0) last.current = { x: event.clientX, y: event.clientY, dragging: false };
    },
    onPointerMove: (event: PointerEvent) => {
      const from = last.current;
      if (from === undefined) return;
      const dx = event.clientX - from.x;
      const dy = event.clientY - from.y;
      if (!from.dragging && Math.hypot(dx, dy) < 4) return;
      if (!from.dragging) (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
      last.current = { x: event.clientX, y: event.clientY, dragging: true };
      onMove(dx, dy);
    },
    onPointerUp: () => {
      last.current = undefined;
    },
    onPointerCancel: () => {
      last.current = undefined;
    },
  };
}
