/**
 * The image configuration of a Hugging Face folder: the rules of each model type, and a refusal of everything else.
 *
 * Reference: image processors of transformers 5.18 (llava, llava_next, llava_next_video, llava_onevision, instructblip).
 */
import { z } from 'zod';
import { TesseraeError } from '../base/error.js';
import { brief } from '../weights/index.js';
import type { ImageConfig, ImageMode, Rgb } from './config.js';
import { readPinpoints } from './pinpoints.js';
import type { ResizeFilter } from './resize-weights.js';

const rgb = z.tuple([z.number(), z.number(), z.number()]);
const side = z.number().int().positive();
const square = z.union([
  side,
  z.looseObject({ shortest_edge: side }).transform((size) => size.shortest_edge),
  z
    .looseObject({ height: side, width: side })
    .refine(({ height, width }) => height === width, 'height and width must be equal')
    .transform((size) => size.height),
]);

/** The keys of `config.json` that concern pictures. */
const modelSchema = z.looseObject({
  model_type: z.enum(['llava', 'llava_next', 'llava_next_video', 'llava_onevision', 'instructblip']),
  vision_config: z.looseObject({
    model_type: z.enum(['clip_vision_model', 'siglip_vision_model', 'instructblip_vision_model']),
    image_size: side,
    patch_size: side,
  }),
  vision_feature_select_strategy: z.enum(['default', 'full']).optional(),
  vision_aspect_ratio: z
    .string()
    .regex(/^anyres_max_[1-9]\d*$/)
    .default('anyres_max_9'),
  image_grid_pinpoints: z.unknown().optional(),
  num_query_tokens: side.default(32),
});

/** The keys of `preprocessor_config.json` that change pixels. Steps that are switched off are not supported. */
const preprocessorSchema = z.looseObject({
  size: square,
  crop_size: square.optional(),
  do_resize: z.literal(true).optional(),
  do_rescale: z.literal(true).optional(),
  do_normalize: z.literal(true).optional(),
  do_center_crop: z.boolean().optional(),
  do_pad: z.boolean().optional(),
  aspect_ratio_setting: z.literal('anyres').optional(),
  image_grid_pinpoints: z.unknown().optional(),
  image_mean: rgb,
  image_std: rgb.refine((std) => std.every((value) => value > 0), 'must be positive'),
  rescale_factor: z
    .number()
    .positive()
    .default(1 / 255),
  resample: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(3),
});

const optionsSchema = z.strictObject({
  mode: z.enum(['pad', 'crop', 'stretch', 'anyres']).optional(),
  orientation: z.enum(['hw', 'wh']).default('hw'),
  unpadRounding: z.enum(['exact', 'trunc']).default('exact'),
});

/** Choices that the files do not record. */
export interface ImageOptions {
  /** For example `pad` for LLaVA-1.5 as in its original evaluation. @default what the preprocessor describes */
  mode?: ImageMode;
  /** @default 'hw' */
  orientation?: ImageConfig['orientation'];
  /** @default 'exact' */
  unpadRounding?: ImageConfig['unpadRounding'];
}

/** Pillow's numbers of the filters. */
const filters: Record<1 | 2 | 3, ResizeFilter> = { 1: 'lanczos', 2: 'bilinear', 3: 'bicubic' };

type Model = z.infer<typeof modelSchema>;
type Preprocessor = z.infer<typeof preprocessorSchema>;

/**
 * Reads the image configuration.
 *
 * @param config content of `config.json`
 * @param preprocessor content of `preprocessor_config.json`, or of a `processor_config.json` that contains it
 * @throws TesseraeError `image-config` for missing, contradictory or unsupported values, `image-options` for wrong options
 * @example
 * const image = readImageConfig(config, preprocessor, { mode: 'pad' });
 */
export function readImageConfig(config: unknown, preprocessor: unknown, options: ImageOptions = {}): ImageConfig {
  const model = parse(modelSchema, config, 'config.json');
  const nested = (preprocessor as { image_processor?: unknown } | null | undefined)?.image_processor;
  const pixels = parse(preprocessorSchema, nested ?? preprocessor, 'preprocessor_config.json');
  const chosen = parse(optionsSchema, options, 'image options', 'image-options');
  const tower = model.vision_config;
  if (pixels.size !== tower.image_size || (pixels.crop_size ?? pixels.size) !== tower.image_size) {
    throw unsupported(
      `pictures of the vision tower's side ${tower.image_size}`,
      `size ${pixels.size} and crop ${pixels.crop_size ?? pixels.size} in preprocessor_config.json`,
    );
  }
  const anyres = ['llava_next', 'llava_next_video', 'llava_onevision'].includes(model.model_type);
  const onevision = model.model_type === 'llava_onevision';
  const mode = chosen.mode ?? (anyres ? 'anyres' : singleViewMode(model, pixels));
  if (mode === 'anyres' && !anyres) throw unsupported('a single view for this model type', 'mode "anyres"');
  return {
    mode,
    multiMode: onevision ? 'pad' : mode,
    tile: tower.image_size,
    patch: tower.patch_size,
    filter: filters[pixels.resample],
    mean: pixels.image_mean as Rgb,
    std: pixels.image_std as Rgb,
    rescale: pixels.rescale_factor,
    ...featureRows(model, anyres),
    newline: anyres,
    pinpoints: anyres ? readPinpoints([pixels.image_grid_pinpoints, model.image_grid_pinpoints], tower.image_size) : [],
    orientation: chosen.orientation,
    unpadRounding: chosen.unpadRounding,
    ...(onevision && { maxViews: Number(model.vision_aspect_ratio.slice('anyres_max_'.length)) }),
  };
}

/**
 * Reads how frames of a video become tiles, one view each.
 *
 * @param processor content of `video_preprocessor_config.json`, or of `preprocessor_config.json` in folders without one
 * @throws TesseraeError `image-config`
 */
export function readFrameConfig(config: unknown, processor: unknown): ImageConfig {
  const { do_center_crop, crop_size } = parse(preprocessorSchema, processor, 'the video processor');
  const cuts = do_center_crop ?? crop_size !== undefined;
  return readImageConfig(config, processor, { mode: cuts ? 'crop' : 'stretch' });
}

/** LLaVA-1.5 and InstructBLIP: what the processor does with one picture. */
function singleViewMode(model: Model, { do_pad, do_center_crop, crop_size }: Preprocessor): ImageMode {
  if (model.model_type === 'instructblip') return 'stretch';
  if (do_pad) return 'pad';
  return (do_center_crop ?? crop_size !== undefined) ? 'crop' : 'stretch';
}

/** Which rows of the tower become tokens. */
function featureRows(model: Model, anyres: boolean): Pick<ImageConfig, 'cls' | 'select' | 'queries'> {
  const cls = model.vision_config.model_type !== 'siglip_vision_model';
  if (model.model_type === 'instructblip') return { cls, select: 'full', queries: model.num_query_tokens };
  const select = model.vision_feature_select_strategy ?? (model.model_type === 'llava_onevision' ? 'full' : 'default');
  if (select === 'default' && !cls) {
    throw unsupported('vision_feature_select_strategy "full" for a tower without CLS token', '"default"');
  }
  if (select === 'full' && cls && anyres) {
    throw unsupported('vision_feature_select_strategy "default" for tiles of a tower with CLS token', '"full"');
  }
  return { cls, select };
}

function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  file: string,
  code = 'image-config',
): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0];
  const place = path.length > 0 ? path.join('.') : 'an object';
  const found = path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);
  throw new TesseraeError(code, {
    // What the schema says it received is only a type; the value itself says more.
    expected: `${place} in ${file}: ${message.replace(/, received \w+$/, '')}`,
    received: brief(found),
    action: 'Compare with a checkpoint of llava, llava_next, llava_next_video, llava_onevision or instructblip.',
    cause: result.error,
  });
}

function unsupported(expected: string, received: string): TesseraeError {
  return new TesseraeError('image-config', {
    expected,
    received,
    action: 'Correct the configuration of the checkpoint.',
  });
}
