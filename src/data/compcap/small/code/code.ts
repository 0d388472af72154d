import type { Random } from '../../../../base/random.js';
import { code } from '../../code/code.js';
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '../../code/dialect/languages.js';
import { layoutCode, lineWith } from '../../code/layout.js';
import type { CodeLook } from '../../code/meta.js';
import { drawLook } from '../../code/sample.js';
import type { AnyCompositeKind, CompositeKind, CompositeQuestion, Size } from '../../kind.js';
import { QuestionForm } from '../question-form.js';
import { drawFitting, drawRoom, fitsRoom } from '../room.js';
import type { SmallCode, SmallSnippet } from './meta.js';
import { drawProgram } from './program.js';
import { drawQuery } from './query.js';
import { drawRule } from './rule.js';

const LEAST_FONT = 10;
const MOST_FONT = 16;
const MOST_LINES = 5;

/** Draws a language, then snippets of it until one has room; the font is as large as fits, or a little smaller. */
function sample(random: Random, room: Size = drawRoom(random)): SmallCode {
  const languages = random.shuffle(LANGUAGES);
  let attempt = 0;
  return drawFitting('code', room, () => {
    // In the narrowest rooms only some languages are short enough: each gets a few attempts.
    const language = languages[Math.floor(attempt++ / 8) % languages.length];
    const snippet = drawSnippet(random, language);
    if (snippet.code.split('\n').length > MOST_LINES) return undefined;
    const drawn = drawLook(random, snippet);
    const spare = random.integer(0, 2);
    for (let px = MOST_FONT; px >= LEAST_FONT; px--) {
      if (!fitsRoom(layoutCode(snippet, narrowed(drawn, px)), room)) continue;
      const look = narrowed(drawn, Math.max(LEAST_FONT, px - spare));
      const { width, height } = layoutCode(snippet, look);
      return { width, height, snippet, look };
    }
    return undefined;
  });
}

function drawSnippet(random: Random, language: Language): SmallSnippet {
  if (language === 'css') return drawRule(random);
  if (language === 'sql') return drawQuery(random);
  return drawProgram(random, language);
}

/** The look of a large window without its title, with little space around the code. */
function narrowed({ title: _, ...look }: CodeLook, px: number): CodeLook {
  return {
    ...look,
    px,
    narrow: true,
    chrome: look.chrome === 'dots' ? 'dots' : 'none',
    margin: Math.round(look.margin / 6),
    padding: Math.round(look.padding / 4),
    radius: Math.min(look.radius, 6),
    spacing: Math.min(look.spacing, 1.5),
    shadow: false,
  };
}

/** Names the language, repeats the code byte for byte and says what it does. */
function caption({ snippet }: SmallCode, random: Random): string {
  const language = LANGUAGE_NAMES[snippet.language];
  const start = random.pick([`${language} code:`, `This is ${language} code:`, `The image shows ${language} code:`]);
  return `${start}\n${snippet.code}\n${snippet.says}`;
}

function questions(picture: SmallCode, random: Random): CompositeQuestion[] {
  const { snippet, look } = picture;
  const lines = snippet.code.split('\n');
  const layout = layoutCode(snippet, look);
  const form = new QuestionForm(random);
  form.ask('structure', LANGUAGE_NAMES[snippet.language], ['Which language is the code?', 'What language is shown?'], {
    box: layout.window,
  });
  form.ask('count', lines.length, ['How many lines of code are there?', 'How many lines does the code have?'], {
    box: layout.window,
  });
  for (const at of random.sample(
    [...lines.keys()].filter((line) => lines[line].trim().length > 2),
    2,
  ))
    form.ask('reading', lines[at].trim(), [`What does line ${at + 1} say?`], { box: layout.line(at) });
  for (const { category, question, answer, working, at } of snippet.asked)
    form.ask(category, answer, [question], { box: lineWith(picture, at), working });
  return form.questions;
}

/** Windows with two to five lines of code in nine languages. */
export const smallCode: CompositeKind<SmallCode> = {
  ...code,
  name: 'code.small',
  sample: (random, _, room) => sample(random, room),
  caption,
  questions,
};

export const SMALL_CODE: readonly AnyCompositeKind[] = [smallCode];
