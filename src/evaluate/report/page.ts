import type { Comparison } from '../compare.js';
import { formatCost } from '../format.js';
import { runCost } from '../run-cost.js';
import type { Run } from '../run-file.js';
import type { ScoredRun } from '../score-run.js';
import { type Card, cardArticle } from './cards.js';
import { Html, html } from './html.js';
import { comparisonSection, scoreSection } from './numbers.js';
import { script } from './script.js';
import { style } from './style.js';

/** What a page shows: one run with its scores, or two with their comparison. */
export interface PageContent {
  title: string;
  runs: Run[];
  /** One per run. */
  scores: ScoredRun[];
  comparison?: Comparison;
  cards: Card[];
  /** Data URIs that cards refer to by number. */
  embedded: string[];
}

/** The page may load nothing but pictures beside it. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src 'self' file: data:";

/** A whole page as text; no resource is loaded from outside. */
export function renderPage({ title, runs, scores, comparison, cards, embedded }: PageContent): string {
  const { task } = runs[0];
  const numbers = comparison ? comparisonSection(comparison, task) : scoreSection(scores[0], task);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="note">${task.summary} Brackets are 95 % intervals.</p>
${runs.map((run, at) => settingsBlock(run, runs.length > 1 ? `${'AB'[at]} · ` : ''))}
</header>
<main>
${numbers}
<h2>Answers</h2>
${filterBar(cards, runs.length > 1)}
<div class="cards">${cards.map(cardArticle)}</div>
</main>
<script type="application/json" id="pictures">${new Html(JSON.stringify(embedded).replaceAll('<', '\\u003c'))}</script>
<script>${new Html(script)}</script>
</body>
</html>
`.text;
}

function settingsBlock({ header, records }: Run, prefix: string): Html {
  const { model, settings, seed, version } = header;
  const text = JSON.stringify({ model, settings, seed, version }, null, 2);
  const cost = runCost(records);
  const summary = cost ? `${model}: ${formatCost(cost)}` : `${model}: settings`;
  return html`<details><summary>${prefix}${summary}</summary><pre>${text}</pre></details>`;
}

function filterBar(cards: readonly Card[], paired: boolean): Html {
  const categories = [...new Set(cards.map(({ records }) => records[0].category))];
  const button = (value: string, label: string): Html =>
    html`<button type="button" value="${value}" aria-pressed="${String(value === 'all')}">${label}</button>`;
  return html`<div class="filters">${button('all', 'All')}${button('wrong', 'Wrong')}${button('right', 'Right')}${paired ? button('differs', 'Differs') : undefined}
<select aria-label="Category"><option value="">every category</option>${categories.map((name) => html`<option>${name}</option>`)}</select>
<input type="search" placeholder="Search questions and answers" aria-label="Search"><output></output></div>`;
}
