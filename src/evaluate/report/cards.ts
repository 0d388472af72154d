import { basename } from 'node:path';
import type { RunRecord } from '../run-file.js';
import { type Html, html } from './html.js';
import type { PictureSource } from './picture-shelf.js';

/** An item with the answers of one run, or of two. */
export interface Card {
  id: string;
  records: RunRecord[];
  /** The right answer in words. */
  truth: string;
  /** Picture paths of the prompt, and where the page finds each. */
  pictures: { path: string; source: PictureSource | undefined }[];
}

/** One item: its pictures beside question, truth and answers. Its data attributes are what the filters look at. */
export function cardArticle({ id, records, pictures, truth }: Card): Html {
  const [{ category, prompt }] = records;
  const right = records.every(({ score }) => score === 1);
  const differs = new Set(records.map(({ score }) => score)).size > 1;
  const question = prompt.flatMap((piece) => (piece.type === 'text' ? [piece.text] : [])).join('\n');
  return html`<article data-verdict="${right ? 'right' : 'wrong'}" data-differs="${String(differs)}" data-category="${category}">
<div class="pictures">${pictures.map(pictureFigure)}</div>
<div class="body"><p class="meta">${id}</p><p class="question">${question}</p>
<p class="truth"><span>truth</span> ${truth}</p>
${records.map((record, at) => answerBlock(record, records.length > 1 ? 'AB'[at] : undefined))}</div></article>
`;
}

function pictureFigure({ path, source }: Card['pictures'][number]): Html {
  const name = basename(path);
  if (source === undefined) return html`<div class="missing">${name}<br>cannot be shown</div>`;
  if ('embedded' in source) return html`<img data-picture="${source.embedded}" alt="${name}">`;
  return html`<a href="${source.link}"><img src="${source.link}" alt="${name}" loading="lazy"></a>`;
}

function answerBlock({ text, score, parsed }: RunRecord, run: string | undefined): Html {
  const mark = score === 1 ? 'right' : score === 0 ? 'wrong' : 'partly';
  const sign = { right: '✓', wrong: '✗', partly: `${Math.round(100 * score)} %` }[mark];
  return html`<div class="answer ${mark}"><span class="mark" title="${mark}">${run} ${sign}</span>
<div><p>${text === '' ? html`<i>no answer</i>` : text}</p><details><summary>read as</summary><code>${JSON.stringify(parsed)}</code></details></div></div>`;
}
