import { render } from 'preact';
import { connect } from '../ui/bridge.ts';
import { registerKit } from '../ui/kit.ts';
import { TaskGraphPanel } from './task-graph-panel.tsx';
import '../ui/panel.css';
import './task-graph.css';

const root = document.getElementById('root') ?? document.body;
registerKit();
connect('task-graph', (message) => render(<TaskGraphPanel message={message} />, root));
