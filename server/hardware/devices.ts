import aqtIbex from './devices/aqt_ibex.json' with { type: 'json' };
import googleWillow from './devices/google_willow.json' with { type: 'json' };
import ibmAachen from './devices/ibm_aachen.json' with { type: 'json' };
import ibmBerlin from './devices/ibm_berlin.json' with { type: 'json' };
import ibmBoston from './devices/ibm_boston.json' with { type: 'json' };
import ibmBrisbane from './devices/ibm_brisbane.json' with { type: 'json' };
import ibmFez from './devices/ibm_fez.json' with { type: 'json' };
import ibmKingston from './devices/ibm_kingston.json' with { type: 'json' };
import ibmMarrakesh from './devices/ibm_marrakesh.json' with { type: 'json' };
import ibmMiami from './devices/ibm_miami.json' with { type: 'json' };
import ibmPittsburgh from './devices/ibm_pittsburgh.json' with { type: 'json' };
import ibmSherbrooke from './devices/ibm_sherbrooke.json' with { type: 'json' };
import ibmTorino from './devices/ibm_torino.json' with { type: 'json' };
import ionqAria from './devices/ionq_aria.json' with { type: 'json' };
import ionqForte from './devices/ionq_forte.json' with { type: 'json' };
import ionqForteEnterprise from './devices/ionq_forte_enterprise.json' with { type: 'json' };
import iqmEmerald from './devices/iqm_emerald.json' with { type: 'json' };
import iqmGarnet from './devices/iqm_garnet.json' with { type: 'json' };
import quantinuumH2 from './devices/quantinuum_h2.json' with { type: 'json' };
import quantinuumHelios from './devices/quantinuum_helios.json' with { type: 'json' };
import rigettiCepheus from './devices/rigetti_cepheus.json' with { type: 'json' };
import { decodeDevice } from './decode-device.ts';
import type { Device } from './device.ts';
import { genericDevice } from './generic-device.ts';

/** The devices that are described here, by provider and name. */
export const devices: readonly Device[] = [
  aqtIbex,
  googleWillow,
  ibmAachen,
  ibmBerlin,
  ibmBoston,
  ibmBrisbane,
  ibmFez,
  ibmKingston,
  ibmMarrakesh,
  ibmMiami,
  ibmPittsburgh,
  ibmSherbrooke,
  ibmTorino,
  ionqAria,
  ionqForte,
  ionqForteEnterprise,
  iqmEmerald,
  iqmGarnet,
  quantinuumH2,
  quantinuumHelios,
  rigettiCepheus,
].map(decodeDevice);

/** The device of a name, or nothing where none is described. */
export function findDevice(name: string): Device | undefined {
  return devices.find((device) => device.name === name);
}

/** The device of a name, described or generic, or nothing where it is neither. */
export function deviceNamed(name: string): Device | undefined {
  return findDevice(name) ?? genericDevice(name);
}
