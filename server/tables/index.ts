export { lookAtFile } from './look.ts';
export { TableFolder } from './table-folder.ts';
