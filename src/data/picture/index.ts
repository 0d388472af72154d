export { BENCHMARK_SEED, type BenchmarkItem, type BenchmarkOptions, benchmarkItems } from './benchmark-items.js';
export {
  CAPTION_REQUESTS,
  drawSample,
  type PictureSample,
  planSample,
  renderPicture,
  type SampleOptions,
  type SamplePlan,
} from './draw-sample.js';
export {
  CATEGORIES,
  type CaptionCheck,
  type Category,
  type Mark,
  type PictureKind,
  type Question,
  type Size,
} from './kind.js';
export { PICTURE_KINDS, pictureKind } from './picture-kinds.js';
export { conclusionOf, workedAnswer } from './working.js';
