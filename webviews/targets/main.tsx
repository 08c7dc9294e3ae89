import { render } from 'preact';
import { connect } from '../ui/bridge.ts';
import { registerKit } from '../ui/kit.ts';
import { TargetsPanel } from './targets-panel.tsx';
import '../ui/panel.css';
import './targets.css';

const root = document.getElementById('root') ?? document.body;
registerKit();
connect('targets', (message) => render(<TargetsPanel message={message} />, root));
