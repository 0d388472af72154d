/**
 * Short texts that people put on pictures: they fit a topic without describing anything. Composed from openings and endings, so
 * that thousands differ.
 */
import type { Random } from '../../../base/random.js';
import type { SourcePicture } from '../sources.js';

const TOPICS: readonly { topic: string; words: RegExp; lines: readonly string[] }[] = [
  {
    topic: 'travel',
    words: /\b(car|road|train|bus|bicycle|bike|plane|street|rocket)s?\b/,
    lines: [
      'The best roads have no names',
      'Pack light and leave early',
      'Every mile has a story to tell',
      'Going slow is still going',
      'Home is wherever we stop tonight',
      'Take the long way, just this once',
    ],
  },
  {
    topic: 'the sea',
    words: /\b(boat|lake|beach|sea|ocean|fish|wave|water|surf\w*)s?\b/,
    lines: [
      'Let the tide make your plans',
      'Salt in the air and nowhere to be',
      'The water always knows the way',
      'Some days are made for drifting',
      'Leave your worries on the shore',
      'Calm is a place you can visit',
    ],
  },
  {
    topic: 'home',
    words: /\b(house|room|chair|lamp|kitchen|table|bed|door|window)s?\b/,
    lines: [
      'Home begins with a good cup of tea',
      'Small rooms hold the biggest dreams',
      'Stay in and call it a celebration',
      'There is always room for one more',
      'Quiet evenings are my favorite plans',
      'Come in and leave your shoes at the door',
    ],
  },
  {
    topic: 'nature',
    words: /\b(tree|flower|meadow|forest|garden|cactus|mushroom|snow|desert|mountain)s?\b/,
    lines: [
      'Grow at your own pace',
      'The forest never hurries and is never late',
      'Plant something today and thank yourself later',
      'Even the tallest started small',
      'Listen, the wind is telling jokes again',
      'Fresh air fixes more than you think',
    ],
  },
  {
    topic: 'animals',
    words: /\b(cat|dog|bird|horse|cow|sheep|elephant|bear|kitten|puppy)(e?s)?\b/,
    lines: [
      'My boss has whiskers and no patience',
      'Be the friend your pet believes you are',
      'Naps are a serious business',
      'Somebody forgot to serve my breakfast',
      'Trust me, I run this neighborhood',
      'Nobody asked, but I have opinions',
    ],
  },
  {
    topic: 'dreams',
    words: /\b(kite|balloon|sky|cloud|night|star)s?\b/,
    lines: [
      'Hold on tight and look up',
      'Dreams weigh less than you think',
      'Let go of what keeps you low',
      'The sky was never the limit',
      'Someday starts with a light breeze',
      'Aim high and enjoy the view',
    ],
  },
  {
    topic: 'food',
    words: /\b(apple|cup|bottle|food|cake|pizza|plate|coffee|banana|sandwich|bowl)s?\b/,
    lines: [
      'Good things take time and a little sugar',
      'Eat first, decide later',
      'Life is too short for bland lunches',
      'One more bite never hurt anyone',
      'Share the last piece and make a friend',
      'The secret ingredient is hunger',
    ],
  },
  {
    topic: 'time',
    words: /\b(clock|book|umbrella)s?\b/,
    lines: [
      'Five more minutes turned into a weekend',
      'There is time for one more chapter',
      'Today is a good day to begin',
      'Do it now and let later rest',
      'Slow mornings make strong afternoons',
      'Rain plans are still plans',
    ],
  },
];

const ANY: readonly string[] = [
  ...[
    'Make room for small wonders',
    'Not every day needs a reason',
    'Begin again, but louder',
    'Be kind, rewind, repeat',
  ],
  ...[
    'You are closer than you were yesterday',
    'Say yes before you are ready',
    'Keep going, the good part is near',
    'Do more of what makes you forget the clock',
  ],
];

const ENDS: readonly string[] = [
  ...[
    '',
    '',
    '',
    '!',
    '.',
    '...',
    ' today.',
    ', my friend!',
    ' and smile.',
    ', always.',
    ', so why wait?',
    ' - who is with me?',
  ],
  ...[
    ' and tell everyone.',
    '. No regrets.',
    '. Happy Monday!',
    '. See you on Sunday!',
    '. Pass it on.',
    '. You deserve it.',
  ],
];

/** A topic and one text that fits it. */
export function drawSentence(
  random: Random,
  { caption }: Pick<SourcePicture, 'caption'>,
): { topic: string; text: string } {
  const fitting = TOPICS.filter(({ words }) => words.test(caption.toLowerCase()));
  const found =
    fitting.length > 0 && random.chance(0.85) ? random.pick(fitting) : { topic: 'everyday life', lines: ANY };
  const body = random.pick(found.lines);
  const second = random.chance(0.3)
    ? ` ${random.pick(found.lines.filter((line) => line !== body))}${random.pick(['.', '!'])}`
    : '';
  const text = second === '' ? body + random.pick(ENDS) : `${body}${random.pick(['.', '!'])}${second}`;
  return { topic: found.topic, text: random.chance(0.12) ? text.toUpperCase() : text };
}
