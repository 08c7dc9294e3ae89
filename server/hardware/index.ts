export * from './decode-device.ts';
export * from './device.ts';
export * from './devices.ts';
export * from './generic-device.ts';
