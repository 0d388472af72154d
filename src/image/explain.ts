import { fileURLToPath } from 'node:url';
import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import { TesseraeError } from '../base/error.js';
import type { Box, ImageLayout, VisualToken } from './layout.js';
import type { Picture } from './picture.js';

/** What happened to the patches of a picture. */
export interface Explained {
  /** Kept patches of every tile. @default all */
  kept?: readonly ArrayLike<number>[];
  /** Tokens granted to every tile, shown beside what was kept. */
  budgets?: readonly number[];
  /** Patches of tile 0 to outline: attention outliers. */
  outliers?: ArrayLike<number>;
  /** The same of every crop, in the order of the tiles. */
  cropOutliers?: readonly ArrayLike<number>[];
}

/** Longer side of a panel, margin around it, and height of its caption, in pixels. */
const panel = 560;
const margin = 12;
const caption = 28;
/** The shipped font, so that captions look the same on every machine. */
const family = 'Tesserae Sans Bold';
const fontFile = fileURLToPath(new URL('../../assets/fonts/DejaVuSans-Bold.ttf', import.meta.url));
const colours = {
  ground: '#14161c',
  dim: 'rgba(92, 95, 104, 0.82)',
  text: '#f4f4f0',
  line: '#f4f4f0',
  outlier: '#ff5a36',
};

/**
 * A picture of which patches the decoder was given: kept ones clear, dropped ones dim, attention outliers outlined.
 *
 * The thumbnail (or the only view) and the crops show the same picture at two resolutions, so each has a panel; in that of the
 * crops every crop says how many tokens it kept, and of how many granted where these differ.
 *
 * @throws TesseraeError `font-missing`
 * @example
 * const { selection, outliers, cropOutliers } = result.images[0];
 * const explained = await explainTokens(picture, layout, { ...selection, outliers, cropOutliers });
 * writeFileAtomic('kept.png', await encodePng(explained));
 */
export async function explainTokens(
  picture: Picture,
  layout: ImageLayout,
  explained: Explained = {},
): Promise<Picture> {
  const { createCanvas, GlobalFonts } = await import('@napi-rs/canvas'); // reading pictures does without
  if (!GlobalFonts.has(family) && !GlobalFonts.registerFromPath(fontFile, family)) throw fontMissing();
  const scale = panel / Math.max(picture.width, picture.height);
  const width = Math.max(Math.round(picture.width * scale), 160);
  const height = Math.max(Math.round(picture.height * scale), 40);
  const panels = layout.grid ? (['thumb', 'crop'] as const) : (['thumb'] as const);
  const canvas = createCanvas(panels.length * (width + margin) + margin, height + caption + 2 * margin);
  const context = canvas.getContext('2d');
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.font = `15px "${family}"`;
  const source = createCanvas(picture.width, picture.height);
  fill(source, picture);
  panels.forEach((kind, i) => {
    context.save();
    context.translate(margin + i * (width + margin), margin);
    const tokens = layout.tokens.filter((token) => token.kind === kind);
    const kept = tokens.filter((token) => isKept(token, layout, explained));
    const name = kind === 'crop' ? 'crops' : layout.grid ? 'thumbnail' : 'view';
    context.fillStyle = colours.text;
    context.fillText(`${name}: ${kept.length} of ${tokens.length} tokens kept`, 0, caption - 11);
    context.translate(0, caption);
    const place = placer(picture, width, height);
    drawPatches(context, source, kept, place, width, height);
    outline(context, tokens, layout, explained, place);
    if (kind === 'crop') labelCrops(context, tokens, layout, explained, place);
    context.restore();
  });
  return rgbOf(canvas);
}

const patchOf = (token: VisualToken, layout: ImageLayout): number => token.row * layout.side + token.col;

function isKept(token: VisualToken, layout: ImageLayout, { kept }: Explained): boolean {
  return !kept || Array.from(kept[token.tile]).includes(patchOf(token, layout));
}

type Place = (box: Box) => [left: number, top: number, width: number, height: number];

/** From pixels of the picture to whole pixels of the panel, so that neighbours meet without a seam. */
function placer(picture: Picture, width: number, height: number): Place {
  const x = (value: number) => Math.round((value * width) / picture.width);
  const y = (value: number) => Math.round((value * height) / picture.height);
  return ({ left, top, right, bottom }) => [x(left), y(top), x(right) - x(left), y(bottom) - y(top)];
}

function drawPatches(
  context: SKRSContext2D,
  source: Canvas,
  kept: readonly VisualToken[],
  place: Place,
  width: number,
  height: number,
): void {
  context.drawImage(source, 0, 0, width, height);
  context.fillStyle = colours.dim;
  context.fillRect(0, 0, width, height);
  if (kept.length === 0) return;
  context.save();
  context.beginPath();
  for (const { box } of kept) context.rect(...place(box!));
  context.clip();
  context.drawImage(source, 0, 0, width, height);
  context.restore();
}

function outline(
  context: SKRSContext2D,
  tokens: readonly VisualToken[],
  layout: ImageLayout,
  { outliers = [], cropOutliers = [] }: Explained,
  place: Place,
): void {
  const chosen = [outliers, ...cropOutliers].map((patches) => new Set(Array.from(patches)));
  context.strokeStyle = colours.outlier;
  context.lineWidth = 3;
  for (const token of tokens) {
    if (!chosen[token.tile]?.has(patchOf(token, layout))) continue;
    const [left, top, width, height] = place(token.box!);
    context.strokeRect(left + 1.5, top + 1.5, width - 3, height - 3);
  }
}

/** A frame around every crop, and what it kept in its corner. */
function labelCrops(
  context: SKRSContext2D,
  tokens: readonly VisualToken[],
  layout: ImageLayout,
  explained: Explained,
  place: Place,
): void {
  for (const { index } of layout.tiles.slice(1)) {
    const own = tokens.filter((token) => token.tile === index);
    if (own.length === 0) continue;
    const [left, top, width, height] = place(hull(own.map(({ box }) => box!)));
    context.strokeStyle = colours.line;
    context.lineWidth = 1;
    context.strokeRect(left + 0.5, top + 0.5, width - 1, height - 1);
    const count = own.filter((token) => isKept(token, layout, explained)).length;
    const granted = explained.budgets?.[index] ?? count;
    const text = granted === count ? `${count}` : `${count} of ${granted} granted`;
    context.fillStyle = colours.ground;
    context.fillRect(left, top, context.measureText(text).width + 12, 24);
    context.fillStyle = colours.text;
    context.fillText(text, left + 6, top + 17);
  }
}

function hull(boxes: readonly Box[]): Box {
  return {
    left: Math.min(...boxes.map(({ left }) => left)),
    top: Math.min(...boxes.map(({ top }) => top)),
    right: Math.max(...boxes.map(({ right }) => right)),
    bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
  };
}

function fill(canvas: Canvas, { width, height, data }: Picture): void {
  const context = canvas.getContext('2d');
  const image = context.createImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    image.data.set(data.subarray(3 * i, 3 * i + 3), 4 * i);
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}

function rgbOf(canvas: Canvas): Picture {
  const { width, height } = canvas;
  const rgba = canvas.data();
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) data.set(rgba.subarray(4 * i, 4 * i + 3), 3 * i);
  return { width, height, data };
}

const fontMissing = () =>
  new TesseraeError('font-missing', {
    expected: `a readable font file ${fontFile}`,
    received: 'nothing the canvas library can register',
    action: 'Reinstall the package.',
  });
