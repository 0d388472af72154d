export * from './picture/index.js';
