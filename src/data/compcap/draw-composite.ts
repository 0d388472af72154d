import type { Picture } from '../../image/picture.js';
import type { Mark } from '../picture/kind.js';
import { rgbOf } from '../picture/surface.js';
import { captionMetadata, drawMetadata, redrawing, type SampleRequest } from './compose-sample.js';
import type { CompositeQuestion, CompositeType, Size } from './kind.js';
import { type PaintedComposite, paintComposite } from './paint-composite.js';

/** A composite with its pixels, for those who train on it or ask about it and keep no file. */
export interface DrawnComposite {
  type: CompositeType;
  kind: string;
  picture: Picture;
  caption: string;
  questions: CompositeQuestion[];
  /** Where texts and drawn things are, in pixels. */
  marks: Mark[];
}

/**
 * Draws one composite: the same request gives the same pixels and texts on every run. What fails is drawn again.
 *
 * @param wanted sizes that are refused are drawn again without being painted @default every size is wanted
 * @returns nothing where no draw had a size that is wanted
 * @throws TesseraeError `composite-type-missing`, and the last failure after eight in a row
 * @example
 * const { picture, caption } = (await drawComposite({ seed: 1, index: 0, type: 'table', size: 'small', sources }))!;
 */
export function drawComposite(
  request: SampleRequest,
  wanted: (size: Size) => boolean = () => true,
): Promise<DrawnComposite | undefined> {
  return redrawing(request, async (again): Promise<DrawnComposite | undefined> => {
    const drawn = await drawMetadata(again);
    if (!wanted(drawn.meta)) return undefined;
    const { caption } = await captionMetadata(drawn, again);
    const painted = await paintComposite(drawn.kind, drawn.meta, again.sources);
    const { width, height, surface } = painted;
    return {
      type: again.type,
      kind: drawn.kind.name,
      picture: { width, height, data: rgbOf(surface.data()) },
      caption,
      questions: drawn.kind.questions(drawn.meta, drawn.stream(3)),
      marks: marksOf(painted),
    };
  });
}

/** Elements that say more than the text that stands in them. */
const TELLING = new Set(['picture', 'bar', 'slice', 'point', 'cell', 'line', 'area']);

/** Every text where it stands, and what things are that have no text of their own. */
function marksOf({ texts, elements }: PaintedComposite): Mark[] {
  const mark = (words: string, { x, y, width, height }: Omit<Mark, 'words'>): Mark => ({ words, x, y, width, height });
  return [
    ...texts.map((text) => mark(text.text, text)),
    ...elements.filter(({ kind }) => TELLING.has(kind)).map((element) => mark(element.words, element)),
  ];
}
