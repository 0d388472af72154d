export { Program } from './program.js';
export { inferenceLowering, type Session, type SessionOptions } from './session.js';
export { float32, int32, int64, type TypedArray, type Value } from './value.js';
