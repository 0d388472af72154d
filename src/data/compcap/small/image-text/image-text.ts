import type { Random } from '../../../../base/random.js';
import { page } from '../../image-text/page.js';
import { type Page, type PageMeasures, tryPage } from '../../image-text/page-meta.js';
import { pictureText } from '../../image-text/picture.js';
import { type PictureText, type PictureTextMeasures, tryPictureText } from '../../image-text/picture-meta.js';
import type { AnyCompositeKind, CompositeKind, CompositeQuestion, Size } from '../../kind.js';
import type { Sources } from '../../sources.js';
import { drawFittingSoon, drawRoom, fitsRoom } from '../room.js';
import { drawLines, drawWords } from './texts.js';

/** Least side of a picture with a text. */
const LEAST_SIDE = 64;

function samplePictureText(random: Random, sources: Sources, room: Size = drawRoom(random)): Promise<PictureText> {
  const measures: PictureTextMeasures = {
    text: () => ({ topic: 'words', text: drawWords(random) }),
    size: (_, picture) => scaledTo(room, picture, 0.6 + 0.4 * random.uniform()),
    ...{ beside: [48, 100], below: [20, 56], margin: [3, 6], inset: [3, 8] },
    ...{ largest: [13, 26], largestOver: [13, 26], pad: 5 },
  };
  return drawFittingSoon('a picture with a text', room, async () => {
    const found = await tryPictureText(random, sources, measures);
    return found && fitsRoom(found, room) ? found : undefined;
  });
}

/** The picture in its ratio at a share of the largest size that fits a room. */
function scaledTo(room: Size, { width, height }: Size, share: number): Size {
  const scale = share * Math.min(room.width / width, room.height / height);
  return {
    width: Math.max(LEAST_SIDE, Math.round(width * scale)),
    height: Math.max(LEAST_SIDE, Math.round(height * scale)),
  };
}

function samplePage(random: Random, sources: Sources, room: Size = drawRoom(random)): Promise<Page> {
  const measures: PageMeasures = {
    text: drawLines,
    size: () => ({
      width: Math.round(room.width * (0.7 + 0.3 * random.uniform())),
      height: Math.round(room.height * (0.45 + 0.55 * random.uniform())),
    }),
    ...{ margin: [5, 12], printed: 11, written: 15, largest: [13, 24] },
    // Small letters that leave their line would touch those above.
    ...{ spacings: [1.6, 1.7], wobbles: [0.4, 0.6, 0.9] },
  };
  return drawFittingSoon('a page', room, () => tryPage(random, sources, measures));
}

/** The questions of a large picture, each of them short; whole texts are read only where they are. */
function shortened(questions: CompositeQuestion[]): CompositeQuestion[] {
  return questions.filter(({ answer }) => answer.length <= MOST_LETTERS);
}

const MOST_LETTERS = 64;

const smallPicture: CompositeKind<PictureText> = {
  ...pictureText,
  name: `${pictureText.name}.small`,
  sample: samplePictureText,
  questions: (meta, random) => shortened(pictureText.questions(meta, random)),
};

const smallPage: CompositeKind<Page> = {
  ...page,
  name: `${page.name}.small`,
  sample: samplePage,
  questions: (meta, random) => shortened(page.questions(meta, random)),
};

/** Pictures with a few words twice as often as pages of one or two sentences. */
export const SMALL_IMAGE_TEXTS: readonly AnyCompositeKind[] = [smallPicture, smallPicture, smallPage];
