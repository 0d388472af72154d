export { type CaptionReport, checkCaption } from './check-caption.js';
export type { Claims } from './claims.js';
export { type ComposeOptions, checkSize, composeDataset, type DatasetManifest } from './compose.js';
export { type ComposedSample, composeSample, type SampleRequest } from './compose-sample.js';
export { COMPOSITE_KINDS, compositeKind, KINDS_OF_SIZE } from './composite-kinds.js';
export { type DrawnComposite, drawComposite } from './draw-composite.js';
export { type FolderIndex, folderSource, indexFolder } from './folder-source.js';
export { composeGallery, type GalleryOptions } from './gallery.js';
export {
  COMPOSITE_SIZES,
  COMPOSITE_TYPES,
  type CompositeKind,
  type CompositeQuestion,
  type CompositeSize,
  type CompositeType,
} from './kind.js';
export { openSources } from './open-sources.js';
export { type CompositeRecord, type Provenance, toConversation } from './record.js';
export { FORMATS, type Format } from './shard-format.js';
export { PAPER_LENGTHS, PAPER_SHARES, parseShares, type Shares } from './shares.js';
export { drawRoom } from './small/index.js';
export type { SourcePicture, Sources } from './sources.js';
export type { TypeReport } from './statistics.js';
export { type WriteOptions, type WrittenCaption, writeCaption } from './write/write-caption.js';
export type { Generate, SdkModel, TextGenerator, Writer } from './write/writer.js';
