import type { AnyCompositeKind, CompositeKind } from '../kind.js';
import { captionCode } from './caption.js';
import { claimCode } from './claims.js';
import { drawCode } from './draw.js';
import type { Code } from './meta.js';
import { promptCode } from './prompt.js';
import { askCode } from './questions.js';
import { sampleCode } from './sample.js';

/** Windows with highlighted snippets in nine languages. */
export const code: CompositeKind<Code> = {
  name: 'code',
  type: 'code',
  sample: sampleCode,
  draw: drawCode,
  caption: captionCode,
  prompt: promptCode,
  claims: claimCode,
  questions: askCode,
};

export const CODE_KINDS: readonly AnyCompositeKind[] = [code];
