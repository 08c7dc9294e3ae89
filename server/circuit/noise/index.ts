export * from './channel.ts';
export * from './channels-after.ts';
export * from './noise-model.ts';
export * from './rules.ts';
export * as channels from './standard-channels.ts';
