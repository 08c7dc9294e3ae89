/** The devices that `server/hardware` describes, so that a program can name them before anything is known of them. */
export const deviceNames: ReadonlySet<string> = new Set([
  'aqt_ibex',
  'google_willow',
  'ibm_aachen',
  'ibm_berlin',
  'ibm_boston',
  'ibm_brisbane',
  'ibm_fez',
  'ibm_kingston',
  'ibm_marrakesh',
  'ibm_miami',
  'ibm_pittsburgh',
  'ibm_sherbrooke',
  'ibm_torino',
  'ionq_aria',
  'ionq_forte',
  'ionq_forte_enterprise',
  'iqm_emerald',
  'iqm_garnet',
  'quantinuum_h2',
  'quantinuum_helios',
  'rigetti_cepheus',
]);

/** An ideal shape to compile for, such as `grid_6x9`, `line_20`, `heavy_hex_8x16` or `all_to_all_30`. */
export const genericDevicePattern = /^(line|ring|grid|heavy_hex|all_to_all)_(\d+)(?:x(\d+))?$/;
