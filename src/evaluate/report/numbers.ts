import type { Comparison, Difference, GroupComparison } from '../compare.js';
import { formatInterval, formatNumber, formatProbability, formatSigned } from '../format.js';
import type { CategoryEstimates, Estimate, ScoredRun } from '../score-run.js';
import type { Task } from '../task.js';
import { type Html, html } from './html.js';

/** The numbers of one run: tiles for what is quoted, a table by category, the other metrics folded away. */
export function scoreSection(score: ScoredRun, { headline, metrics: meanings }: Task): Html {
  const names = Object.keys(score.metrics);
  const tiles = (list: readonly string[]): Html[] =>
    list.map((name) => scoreTile(name, score.metrics[name], meanings[name]));
  const quoted = headline.filter((name) => names.includes(name));
  const others = names.filter((name) => !quoted.includes(name));
  return html`<section class="tiles" aria-label="Scores">${tiles(quoted)}</section>
${categoryTable(score.perCategory, meanings)}
${others.length > 0 ? html`<details><summary>${others.length} other metrics</summary><div class="tiles">${tiles(others)}</div></details>` : undefined}`;
}

function scoreTile(name: string, { value, interval }: Estimate, meaning: string | undefined): Html {
  return html`<div class="tile" title="${meaning}"><h3>${name}</h3><b>${formatNumber(value)}</b>
<span class="interval">${formatInterval(interval)}</span>${intervalBar(value, interval)}<p>${meaning}</p></div>`;
}

/** Value and interval on a scale from 0 to 100; larger numbers are points and get no bar. */
function intervalBar(value: number, [low, high]: Estimate['interval']): Html | undefined {
  if (!(low >= 0 && high <= 100)) return undefined;
  const at = (x: number): string => x.toFixed(2);
  return html`<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" role="presentation"><rect class="rail" y="2.5" width="100" height="1"/>
<rect class="range" x="${at(low)}" y="1" width="${at(Math.max(0.6, high - low))}" height="4"/><rect class="value" x="${at(value - 0.4)}" width="0.8" height="6"/></svg>`;
}

function categoryTable(groups: Record<string, CategoryEstimates>, meanings: Record<string, string>): Html | undefined {
  const entries = Object.entries(groups);
  if (entries.length < 2) return undefined;
  const names = [...new Set(entries.flatMap(([, { metrics }]) => Object.keys(metrics)))];
  const head = names.map((name) => html`<th title="${meanings[name]}">${name}</th>`);
  const rows = entries.map(([category, { items, metrics }]) => {
    const cells = names.map((name) => {
      // Categories may be measured differently, such as answers and captions.
      if (!metrics[name]) return html`<td></td>`;
      const { value, interval } = metrics[name];
      return html`<td>${formatNumber(value)}<small>${formatInterval(interval)}</small></td>`;
    });
    return html`<tr><th>${category}</th><td>${items}</td>${cells}</tr>`;
  });
  return html`<div class="scroll"><table><thead><tr><th>category</th><th>items</th>${head}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** The numbers of two runs side by side: a table for all items and one for every category. */
export function comparisonSection(comparison: Comparison, { metrics: meanings }: Task): Html {
  const groups = Object.entries(comparison.perCategory);
  const titles = { first: comparison.first.model, second: comparison.second.model };
  const left = comparison.onlyInFirst.length + comparison.onlyInSecond.length;
  return html`${comparisonTable('All items', comparison, titles, meanings)}
${left > 0 ? html`<p class="note">${left} items that only one run has are left out.</p>` : undefined}
${groups.length > 1 ? html`<details><summary>By category</summary>${groups.map(([name, group]) => comparisonTable(name, group, titles, meanings))}</details>` : undefined}`;
}

function comparisonTable(
  title: string,
  { items, metrics, right, counts, mcnemar }: GroupComparison,
  titles: { first: string; second: string },
  meanings: Record<string, string>,
): Html {
  const widest = Math.max(...Object.values(metrics).map(reach).filter(Number.isFinite), 1e-9);
  const rows = Object.entries({ right, ...metrics }).map(([name, row]) => {
    const meaning = meanings[name] ?? 'items with full credit, %';
    return html`<tr><th title="${meaning}">${name}</th><td>${formatNumber(row.first)}</td><td>${formatNumber(row.second)}</td>
<td class="${verdict(row)}">${formatSigned(row.difference)}<small>${formatInterval(row.interval, formatSigned)}</small></td><td class="plot">${differenceBar(row, widest)}</td></tr>`;
  });
  return html`<h3>${title} <small>${items} items</small></h3>
<div class="scroll"><table><thead><tr><th>metric</th><th>A · ${titles.first}</th><th>B · ${titles.second}</th><th>B − A</th><th></th></tr></thead><tbody>${rows}</tbody></table></div>
<p class="note">Only A right ${counts.onlyFirst} · only B right ${counts.onlySecond} · both ${counts.both} · neither ${counts.neither} · McNemar exact ${formatProbability(mcnemar.exact)}</p>`;
}

function reach({ interval: [low, high] }: Difference): number {
  return Math.max(Math.abs(low), Math.abs(high));
}

/** A difference is marked only if its interval leaves out zero. */
function verdict({ interval: [low, high] }: Difference): string {
  return low > 0 || high < 0 ? 'clear' : 'unclear';
}

function differenceBar({ difference, interval: [low, high] }: Difference, widest: number): Html | undefined {
  if (Number.isNaN(low)) return undefined;
  const at = (x: number): number => 50 + (48 * Math.max(-widest, Math.min(widest, x))) / widest;
  return html`<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" role="presentation"><rect class="zero" x="49.8" width="0.4" height="6"/>
<rect class="range" x="${at(low).toFixed(2)}" y="1" width="${Math.max(0.6, at(high) - at(low)).toFixed(2)}" height="4"/><rect class="value" x="${(at(difference) - 0.4).toFixed(2)}" width="0.8" height="6"/></svg>`;
}
