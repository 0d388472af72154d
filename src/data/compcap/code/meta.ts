import type { Size } from '../kind.js';
import type { Language } from './dialect/languages.js';
import type { ThemeName } from './themes.js';

/** One function, statement or rule of a snippet, and what is true of it. */
export interface Part {
  /** What it is, with names in backticks: `function \`digit_sum\``. */
  subject: string;
  /** Its place among parts without a name of their own; none where the subject names it. */
  place?: 'first' | 'next';
  /** What it does, a clause without its subject: `adds up the digits of a number`. */
  purpose: string;
  /** Whole sentences that follow the part from top to bottom. */
  steps: string[];
  /** Whole sentences about what running it gives. */
  results: string[];
}

/** A snippet and what is true of it, before any look is chosen. */
export interface Snippet {
  language: Language;
  code: string;
  parts: Part[];
  /** Names defined or used in the snippet that can be asked for, as written there. */
  names: string[];
  answers: { question: string; answer: string }[];
}

/** How a window with code looks. */
export interface CodeLook {
  theme: ThemeName;
  family: 'mono' | 'typewriter';
  px: number;
  /** Distance of baselines as a multiple of the font size. */
  spacing: number;
  numbers: boolean;
  /** Controls of the window: dots, squares on the right, a tab, or no bar at all. */
  chrome: 'dots' | 'buttons' | 'tab' | 'none';
  /** File name on the bar. */
  title?: string;
  /** Colour around the window. */
  backdrop: string;
  /** Space around the window in pixels. */
  margin: number;
  padding: number;
  /** A window as narrow as its code, under a low bar, as small pictures need. @default false */
  narrow?: boolean;
  radius: number;
  shadow: boolean;
}

/** One picture of code. */
export interface Code extends Size {
  snippet: Snippet;
  look: CodeLook;
}
