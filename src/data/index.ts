export * from './compcap/index.js';
export * from './picture/index.js';
