import type { HighlighterCore } from 'shiki/core';
import { mixColours } from '../colours.js';
import type { Language } from './dialect/languages.js';
import { legible } from './legible.js';
import type { ThemeName } from './themes.js';

/** A run of characters of one colour. */
export interface Token {
  text: string;
  ink: string;
  /** Column of its first character, counted from 0. */
  column: number;
}

/** A snippet in the colours of a theme: lines of tokens without blank ones. */
export interface Highlighted {
  lines: Token[][];
  ground: string;
  ink: string;
}

/**
 * Colours a snippet; every ink is moved away from the ground until it can be read.
 *
 * Grammars and themes are loaded when they are first needed, once per thread.
 */
export async function highlight(code: string, language: Language, theme: ThemeName): Promise<Highlighted> {
  const shiki = await highlighter();
  await Promise.all([loadLanguage(shiki, language), loadTheme(shiki, theme)]);
  const {
    tokens,
    bg = '#ffffff',
    fg = '#000000',
  } = shiki.codeToTokens(code, {
    ...{ lang: GRAMMAR_NAMES[language], theme },
    // No limit: with one, a slow moment would change the picture.
    tokenizeTimeLimit: 0,
  });
  const ground = opaque(bg, '#ffffff');
  const ink = legible(opaque(fg, ground), ground);
  const lines = tokens.map((line) => {
    let column = 0;
    const list: Token[] = [];
    for (const { content, color = fg } of line) {
      const text = content.trimEnd();
      const start = text.length - text.trimStart().length;
      if (text.trim() !== '') {
        list.push({ text: text.trim(), ink: legible(opaque(color, ground), ground), column: column + start });
      }
      column += content.length;
    }
    return list;
  });
  return { lines, ground, ink };
}

/** `#rgb`, `#rrggbb` or `#rrggbbaa` as `#rrggbb` over a ground. */
export function opaque(colour: string, ground: string): string {
  const hex = colour.toLowerCase();
  if (/^#[0-9a-f]{3}$/.test(hex)) return hex.replace(/[0-9a-f]/g, (digit) => digit + digit);
  if (!/^#[0-9a-f]{8}$/.test(hex)) return hex;
  return mixColours(ground, hex.slice(0, 7), Number.parseInt(hex.slice(7), 16) / 255);
}

let started: Promise<HighlighterCore> | undefined;

function highlighter(): Promise<HighlighterCore> {
  started ??= startHighlighter();
  return started;
}

async function startHighlighter(): Promise<HighlighterCore> {
  const [{ createHighlighterCore }, { createJavaScriptRegexEngine }] = await Promise.all([
    import('shiki/core'),
    import('shiki/engine/javascript'),
  ]);
  return createHighlighterCore({ themes: [], langs: [], engine: createJavaScriptRegexEngine() });
}

const loadLanguage = (shiki: HighlighterCore, language: Language): Promise<void> =>
  once(`language ${language}`, async () => {
    // Only the grammar itself: those of languages that can stand inside it cost seconds and are never needed.
    const { default: grammars } = await GRAMMARS[language]();
    const own = grammars.filter(({ name }) => name === GRAMMAR_NAMES[language]);
    await shiki.loadLanguage(own.map((grammar) => ({ ...grammar, embeddedLangs: [] })));
  });

const loadTheme = (shiki: HighlighterCore, theme: ThemeName): Promise<void> =>
  once(`theme ${theme}`, async () => shiki.loadTheme((await COLOURS[theme]()).default));

const loaded = new Map<string, Promise<void>>();

function once(name: string, load: () => Promise<void>): Promise<void> {
  const known = loaded.get(name);
  if (known) return known;
  const fresh = load();
  loaded.set(name, fresh);
  return fresh;
}

/** The grammar of C++ takes a fifth of a second for a snippet; the one of C colours what our snippets hold just as well. */
const GRAMMAR_NAMES: Record<Language, string> = {
  ...{ c: 'c', cpp: 'c', ruby: 'ruby', r: 'r', python: 'python', java: 'java', javascript: 'javascript' },
  ...{ css: 'css', sql: 'sql' },
};

const GRAMMARS = {
  c: () => import('shiki/langs/c.mjs'),
  cpp: () => import('shiki/langs/c.mjs'),
  ruby: () => import('shiki/langs/ruby.mjs'),
  r: () => import('shiki/langs/r.mjs'),
  python: () => import('shiki/langs/python.mjs'),
  java: () => import('shiki/langs/java.mjs'),
  javascript: () => import('shiki/langs/javascript.mjs'),
  css: () => import('shiki/langs/css.mjs'),
  sql: () => import('shiki/langs/sql.mjs'),
};

const COLOURS = {
  'github-light': () => import('shiki/themes/github-light.mjs'),
  'one-light': () => import('shiki/themes/one-light.mjs'),
  'catppuccin-latte': () => import('shiki/themes/catppuccin-latte.mjs'),
  'gruvbox-light-medium': () => import('shiki/themes/gruvbox-light-medium.mjs'),
  'solarized-light': () => import('shiki/themes/solarized-light.mjs'),
  'min-light': () => import('shiki/themes/min-light.mjs'),
  'vitesse-light': () => import('shiki/themes/vitesse-light.mjs'),
  'rose-pine-dawn': () => import('shiki/themes/rose-pine-dawn.mjs'),
  'github-dark': () => import('shiki/themes/github-dark.mjs'),
  dracula: () => import('shiki/themes/dracula.mjs'),
  monokai: () => import('shiki/themes/monokai.mjs'),
  nord: () => import('shiki/themes/nord.mjs'),
  'one-dark-pro': () => import('shiki/themes/one-dark-pro.mjs'),
  'catppuccin-mocha': () => import('shiki/themes/catppuccin-mocha.mjs'),
  'gruvbox-dark-medium': () => import('shiki/themes/gruvbox-dark-medium.mjs'),
  'night-owl': () => import('shiki/themes/night-owl.mjs'),
  'tokyo-night': () => import('shiki/themes/tokyo-night.mjs'),
  'solarized-dark': () => import('shiki/themes/solarized-dark.mjs'),
};
