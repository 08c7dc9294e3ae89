import { render } from 'preact';
import type { ToPanel } from '../../server/protocol/index.ts';
import { connect } from '../ui/bridge.ts';
import { registerKit } from '../ui/kit.ts';
import { CompilationPanel } from './compilation-panel.tsx';
import { t } from '../ui/words.ts';
import '../ui/panel.css';
import './compilation.css';

const root = document.getElementById('root') ?? document.body;
let shown: ToPanel = { kind: 'empty', message: t('Compiling…') };
let cursor: number | undefined;

registerKit();
connect('compilation', (message) => {
  if (message.kind === 'cursor') cursor = message.offset;
  else shown = message;
  render(<CompilationPanel message={shown} cursor={cursor} />, root);
});
