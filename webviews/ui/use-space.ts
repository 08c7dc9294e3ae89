import { useLayoutEffect, useState } from 'preact/hooks';

/** The width of an element and the height of the page, in pixels, kept up to date. */
export function useSpace(element: { readonly current: HTMLElement | null }) {
  const [space, setSpace] = useState({ width: 640, height: window.innerHeight });
  useLayoutEffect(() => {
    const observed = element.current;
    if (observed === null) return undefined;
    const measure = () => setSpace({ width: observed.clientWidth, height: window.innerHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(observed);
    observer.observe(document.documentElement);
    return () => observer.disconnect();
  }, []);
  return space;
}
