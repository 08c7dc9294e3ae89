import { render } from 'preact';
import { connect } from '../ui/bridge.ts';
import { registerKit } from '../ui/kit.ts';
import { HistogramPanel } from './histogram-panel.tsx';
import '../ui/panel.css';
import './histogram.css';

const root = document.getElementById('root') ?? document.body;
registerKit();
connect('histogram', (message) => render(<HistogramPanel message={message} />, root));
