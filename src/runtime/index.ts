export { type Device, devices, inferenceLowering, requireDevice } from './device.js';
export { Program } from './program.js';
export type { Session, SessionOptions } from './session.js';
export { DeviceValue, float32, int32, int64, type TypedArray, type Value } from './value.js';
