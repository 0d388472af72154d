export { type ConvertOptions, type ConvertReport, convertModel } from './convert-model.js';
export { PARTS, type Part, type PartStorages, partStorages, STORAGES, type Storage } from './storage.js';
