import type { AnyCompositeKind } from '../kind.js';
import { page } from './page.js';
import { pictureText } from './picture.js';

/** Pictures with a sentence twice as often as pages of text. */
export const IMAGE_TEXT_KINDS: readonly AnyCompositeKind[] = [pictureText, pictureText, page];
