import type { Random } from '../../../base/random.js';
import { smallestText } from '../canvas.js';
import { textWidth } from '../fonts.js';
import { cssSnippet } from './css/css-snippet.js';
import { LANGUAGES, type Language } from './dialect/languages.js';
import { layoutCode } from './layout.js';
import type { Code, CodeLook, Snippet } from './meta.js';
import { programSnippet } from './program-snippet.js';
import { sqlSnippet } from './sql/sql-snippet.js';
import { THEMES } from './themes.js';

/** Longer lines and more lines would make pictures that no model can read. */
const MOST_COLUMNS = 78;
const MOST_LINES = 38;
const MOST_PIXELS = 900;

/** Draws a snippet of one language and a look in which it can be read. */
export function sampleCode(random: Random): Code {
  const language = random.pick(LANGUAGES);
  for (;;) {
    const snippet = drawSnippet(random, language);
    const lines = snippet.code.split('\n');
    if (lines.length > MOST_LINES || lines.some((line) => line.length > MOST_COLUMNS)) continue;
    for (let attempt = 0; attempt < 8; attempt++) {
      const look = drawLook(random, snippet);
      const { width, height } = layoutCode(snippet, look);
      if (Math.max(width, height) > MOST_PIXELS || look.px < smallestText({ width, height })) continue;
      return { width, height, snippet, look };
    }
  }
}

/** A snippet of a language. */
export function drawSnippet(random: Random, language: Language): Snippet {
  if (language === 'css') return cssSnippet(random);
  if (language === 'sql') return sqlSnippet(random);
  return programSnippet(random, language);
}

const BACKDROPS = [
  ...['#abb8c3', '#f6d365', '#fda085', '#84fab0', '#8fd3f4', '#a18cd1', '#fbc2eb', '#2b5876', '#1f2a44', '#e8e4da'],
  ...['#ffffff', '#d9e4ec', '#30343f', '#e27d60', '#41b3a3', '#c38d9e', '#5d5c61', '#f5f0e1', '#ff6e40', '#1e3d59'],
];

const ENDINGS: Record<Language, string> = {
  ...{ c: 'c', cpp: 'cpp', ruby: 'rb', r: 'R', python: 'py', java: 'java', javascript: 'js', css: 'css', sql: 'sql' },
};

/** Window, theme and fonts. */
export function drawLook(random: Random, snippet: Snippet): CodeLook {
  const chrome = random.pick(['dots', 'dots', 'buttons', 'tab', 'none'] as const);
  const look: CodeLook = {
    theme: random.pick(THEMES),
    family: random.pick(['mono', 'mono', 'typewriter']),
    px: random.integer(12, 19),
    spacing: random.pick([1.3, 1.4, 1.5, 1.6, 1.7]),
    numbers: random.chance(0.5),
    chrome,
    backdrop: random.pick(BACKDROPS),
    margin: random.pick([0, 12, 20, 28, 40]),
    padding: random.integer(12, 28),
    radius: random.pick([0, 6, 10, 14]),
    shadow: random.chance(0.5),
  };
  const title = `${snippet.names[0] ?? random.pick(['main', 'style', 'theme', 'page', 'layout'])}.${ENDINGS[snippet.language]}`;
  // The title stands beside the controls, which need about 90 pixels on either side.
  const room = layoutCode(snippet, look).window.width - 200;
  const fits = textWidth(title, { family: 'sans', px: 14 }) <= room;
  return chrome !== 'none' && fits && (chrome === 'tab' || random.chance(0.5)) ? { ...look, title } : look;
}
