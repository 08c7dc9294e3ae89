export { angleText } from './angle-text.ts';
export { expressionText } from './expression-text.ts';
export { type Layout, type LayoutOptions, layoutCircuit } from './layout.ts';
export { drawSvg } from './svg.ts';
export { type TextOptions, drawText } from './text.ts';
