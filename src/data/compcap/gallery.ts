import { type ComposedSample, composeAgain } from './compose-sample.js';
import { COMPOSITE_TYPES, type CompositeSize, type CompositeType } from './kind.js';
import { planTypes, type Shares } from './shares.js';
import type { Sources } from './sources.js';

export interface GalleryOptions {
  count: number;
  seed: number;
  shares: Shares;
  sources: Sources;
  /** @default 'large' */
  size?: CompositeSize;
  /** @default 8 */
  perType?: number;
}

/** A page that shows the first samples of every type of a data set: picture, boxes on hover, caption, questions. */
export async function composeGallery(options: GalleryOptions): Promise<string> {
  const { count, seed, shares, sources, size, perType = 8 } = options;
  const types = planTypes(count, shares);
  const sections: string[] = [];
  for (const type of COMPOSITE_TYPES) {
    const places = types.flatMap((other, index) => (other === type ? [index] : [])).slice(0, perType);
    const cards: string[] = [];
    for (const index of places) cards.push(card(await composeAgain({ seed, index, type, size, sources }, () => {})));
    if (cards.length > 0) sections.push(section(type, cards));
  }
  return page(sections.join('\n'), count, seed);
}

function section(type: CompositeType, cards: readonly string[]): string {
  return `<section id="${type}"><h2>${type}</h2><div class="cards">${cards.join('\n')}</div></section>`;
}

function card({ record, bytes }: ComposedSample): string {
  const { id, kind, width, height, caption, questions, elements, image } = record;
  const mime = image.endsWith('.png') ? 'image/png' : 'image/jpeg';
  const percent = (value: number, of: number): string => `${((100 * value) / of).toFixed(3)}%`;
  const place = (box: { x: number; y: number; width: number; height: number }): string =>
    `left:${percent(box.x, width)};top:${percent(box.y, height)};width:${percent(box.width, width)};height:${percent(box.height, height)}`;
  // Small boxes lie on top of large ones; one box is reached by the tabulator, the others from it by arrows.
  const boxes = [...elements]
    .sort((a, b) => b.width * b.height - a.width * a.height)
    .map(
      (element, i) =>
        `<span class="box" role="img" tabindex="${i === 0 ? 0 : -1}" aria-label="${markup(`${element.kind}: ${element.words}`)}" style="${place(element)}"></span>`,
    );
  const asked = questions.map(
    ({ category, question, answer, working, box }) =>
      `<li tabindex="0"${box ? ` data-place="${place(box)}" data-name="${markup(answer)}"` : ''}><span class="category">${category}</span> ${markup(question)} ${working === undefined ? '' : `<i>${markup(working)}:</i> `}<b>${markup(answer)}</b></li>`,
  );
  return `<article id="${markup(id)}"><h3>${markup(id)} <small>${markup(kind)}, ${width}x${height}, ${caption.length} characters</small></h3>
<div class="picture" style="aspect-ratio:${width}/${height};max-width:${width}px"><img src="data:${mime};base64,${bytes.toString('base64')}" alt="${markup(caption.slice(0, 200))}" width="${width}" height="${height}">${boxes.join('')}<span class="pointer"><span class="name"></span></span></div>
<details><summary>${questions.length} questions</summary><ol>${asked.join('')}</ol></details>
<p class="caption">${markup(caption)}</p></article>`;
}

function markup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function page(body: string, count: number, seed: number): string {
  const links = COMPOSITE_TYPES.map((type) => `<a href="#${type}">${type}</a>`).join(' ');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Composite pictures</title>
<style>
:root{color-scheme:light dark;--edge:color-mix(in srgb,currentColor 18%,transparent)}
body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;padding:1rem 1.25rem 4rem;max-width:1500px}
h1{margin:.2em 0}nav{position:sticky;top:0;background:Canvas;padding:.5rem 0;z-index:2;border-bottom:1px solid var(--edge)}nav a{margin-right:1rem}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(420px,100%),1fr));gap:1.25rem;align-items:start}
article{border:1px solid var(--edge);border-radius:10px;padding:.75rem;overflow:hidden}h3{margin:.1em 0 .5em;font-size:1rem}small{font-weight:400;opacity:.7}
.picture{position:relative;margin:0 auto;outline:1px solid var(--edge)}.picture img{width:100%;height:100%;display:block}
.box{position:absolute;outline:none;cursor:crosshair}section{scroll-margin-top:3.5rem}
.pointer{position:absolute;box-sizing:border-box;pointer-events:none;display:none;z-index:1;outline:2px solid #e0218a;background:#e0218a22;box-shadow:0 0 0 3px #fff8}
.name{position:absolute;left:-2px;bottom:calc(100% + 2px);width:max-content;max-width:min(20em,60vw);padding:0 .45em;background:#b0106a;color:#fff;font-size:.85rem;overflow-wrap:anywhere}
.pointer.low .name{bottom:auto;top:calc(100% + 2px)}.pointer.tall .name{bottom:auto;top:0}.pointer.right .name{left:auto;right:-2px}
.caption{white-space:pre-wrap;overflow-wrap:anywhere;max-height:13em;overflow:auto}ol{max-height:15em;overflow:auto}
li[data-place]:hover,li:focus-visible{background:#e0218a22}
.category{font-size:.75em;opacity:.7;border:1px solid var(--edge);border-radius:6px;padding:0 .4em}li{margin:.15em 0;overflow-wrap:anywhere}
</style></head><body><h1>Composite pictures</h1><p>The first samples of every type of a data set of ${count} with seed ${seed}. Point at a picture to see its elements, at a question to see where its answer is; with the keyboard, arrows go from one to the next.</p><nav>${links}</nav>
${body}
<script>
for (const article of document.querySelectorAll('article')) {
  const pointer = article.querySelector('.pointer');
  const hide = () => { pointer.style.display = 'none'; };
  for (const group of article.querySelectorAll('.picture, ol')) {
    const items = [...group.querySelectorAll('[tabindex]')];
    items.forEach((item, i) => {
      const place = item.dataset.place ?? (item.matches('.box') ? item.style.cssText : undefined);
      const show = () => {
        hide();
        if (place === undefined) return;
        pointer.style.cssText = place + ';display:block';
        const { left, top, width, height } = pointer.style;
        const [x, y, w, h] = [left, top, width, height].map(parseFloat);
        pointer.firstElementChild.textContent = item.dataset.name ?? item.ariaLabel;
        pointer.classList.toggle('low', y < 12);
        pointer.classList.toggle('tall', y < 12 && y + h > 88);
        pointer.classList.toggle('right', x + w / 2 > 50);
      };
      item.addEventListener('pointerenter', show);
      item.addEventListener('pointerleave', hide);
      item.addEventListener('focus', show);
      item.addEventListener('blur', hide);
      item.addEventListener('keydown', (event) => {
        const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
        if (step === undefined) return;
        event.preventDefault();
        items.at((i + step) % items.length).focus();
      });
    });
  }
}
</script></body></html>
`;
}
