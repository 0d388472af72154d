import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../evaluate.js';
import { fakeItems, temporaryFolder } from '../evaluate.testing.js';
import { nanoBench } from '../nano/nano-bench.js';
import { pope } from '../pope.js';
import type { Item, Task } from '../task.js';
import { html } from './html.js';
import { PictureShelf } from './picture-shelf.js';
import { writeReport } from './write-report.js';

const attack = '<img src=x onerror="alert(1)"></script><script>alert(2)</script>';

async function runOf(folder: string, model: string, answer: (item: Item) => string) {
  const items = fakeItems(2, ['random', 'popular']).map((item) => ({
    ...item,
    image: join(folder, 'pictures', item.image!),
  }));
  const out = join(folder, `${model}.jsonl`);
  return evaluate({ task: pope, items, model, out, answer: async (item) => ({ text: answer(item) }) });
}

const articles = (page: string): string[] => page.match(/<article[\s\S]*?<\/article>/g) ?? [];

describe('report page', () => {
  it('shows numbers with intervals and every item of a run, relative links to its pictures', async () => {
    const folder = temporaryFolder();
    const out = join(folder, 'pages', 'report.html');
    writeReport([await runOf(folder, 'a', () => 'Yes')], { out, resamples: 20 });
    const page = readFileSync(out, 'utf8');
    expect(articles(page)).toHaveLength(24);
    expect(page.match(/data-verdict="wrong"/g)).toHaveLength(12);
    expect(page).toContain('<img src="../pictures/0.png"');
    expect(page).toMatch(/<h3>f1<\/h3><b>66\.67<\/b>\s*<span class="interval">\[66\.67, 66\.67\]/);
    expect(page).toContain('<option>popular</option>');
    expect(page).not.toContain('value="differs"');
  });

  it('sets two runs side by side and marks the items that differ', async () => {
    const folder = temporaryFolder();
    const out = join(folder, 'report.html');
    const runs = [await runOf(folder, 'a', () => 'Yes'), await runOf(folder, 'b', ({ truth }) => String(truth))];
    writeReport(runs, { out, resamples: 20, title: 'A & B' });
    const page = readFileSync(out, 'utf8');
    expect(page).toContain('<title>A &amp; B</title>');
    expect(page.match(/data-differs="true"/g)).toHaveLength(12);
    expect(page.match(/data-verdict="wrong"/g)).toHaveLength(12);
    expect(page).toMatch(/only B right 12 · both 12 · neither 0 · McNemar exact p = 0\.0005/);
    expect(page).toContain('+50.00');
    expect(page).toContain('value="differs"');
  });

  it('leaves out items that only one of two runs has answered', async () => {
    const folder = temporaryFolder();
    const out = join(folder, 'report.html');
    const run = await runOf(folder, 'a', () => 'Yes');
    writeReport([run, { ...run, records: run.records.slice(4) }], { out, resamples: 5 });
    const page = readFileSync(out, 'utf8');
    expect(articles(page)).toHaveLength(20);
    expect(page).toContain('4 items that only one run has are left out');
  });

  it('does not let a carried picture end the list that carries it', async () => {
    const folder = temporaryFolder();
    const out = join(folder, 'report.html');
    const run = await runOf(folder, 'a', () => 'Yes');
    const prompt = [{ type: 'image' as const, image: `data:image/svg+xml,${attack}` }];
    writeReport([{ ...run, records: [{ ...run.records[0], prompt }] }], { out, resamples: 5 });
    const page = readFileSync(out, 'utf8');
    expect(page.match(/<script/g)).toHaveLength(2);
    const list = /id="pictures">(.*)<\/script>/.exec(page)![1];
    expect(JSON.parse(list)).toEqual([prompt[0].image]);
  });

  it('lets nothing out of an answer, and loads nothing from outside', async () => {
    const folder = temporaryFolder();
    const out = join(folder, 'report.html');
    writeReport([await runOf(folder, attack, () => attack)], { out, resamples: 5 });
    const page = readFileSync(out, 'utf8');
    expect(page).not.toContain('onerror="');
    expect(page).not.toContain('</script><script>');
    expect(page.match(/<script>/g)).toHaveLength(1);
    expect(page).not.toMatch(/https?:/);
    expect(page).toContain('default-src &#39;none&#39;');
  });

  it('embeds pictures, and says which cannot be shown', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'pictures'));
    writeFileSync(join(folder, 'pictures', '0.png'), Uint8Array.of(1, 2, 3));
    const out = join(folder, 'report.html');
    writeReport([await runOf(folder, 'a', () => 'No')], { out, pictures: 'embed', resamples: 5 });
    const page = readFileSync(out, 'utf8');
    expect(page.match(/<img data-picture="0"/g)).toHaveLength(12);
    expect(page.match(/data:image\/png;base64,AQID/g)).toHaveLength(1);
    expect(page.match(/1\.png<br>cannot be shown/g)).toHaveLength(12);
  });

  it('links names that are not plain', () => {
    const shelf = new PictureShelf('/a/d/page.html', 'link');
    expect(shelf.place('/a/b c#1?.png')).toEqual({ link: '../b%20c%231%3F.png' });
    expect(shelf.place('/a/d/javascript:alert(1)')).toEqual({ link: 'javascript%3Aalert(1)' });
    expect(shelf.place('data:image/png;base64,AA')).toEqual({ embedded: 0 });
    expect(shelf.embedded).toEqual(['data:image/png;base64,AA']);
    expect(new PictureShelf('page.html', 'embed').place('/a/secret.txt')).toBeUndefined();
  });

  it('finds pictures from a folder, and shows the truth in words', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'pictures'));
    writeFileSync(join(folder, 'pictures', '0.png'), Uint8Array.of(1, 2, 3));
    const out = join(folder, 'report.html');
    const task = { ...pope, truthText: (truth: unknown) => `so it is: ${truth}` };
    const items = fakeItems(1);
    const run = await evaluate({
      task,
      items,
      model: 'a',
      out: join(folder, 'a.jsonl'),
      answer: async () => ({ text: 'No' }),
    });
    const pictureFolder = join(folder, 'pictures');
    writeReport([run], { out, pictureFolder, resamples: 5 });
    expect(readFileSync(out, 'utf8').match(/<img src="pictures\/0\.png"/g)).toHaveLength(6);
    expect(readFileSync(out, 'utf8')).toContain('so it is: yes');
    writeReport([run], { out, pictureFolder, pictures: 'embed', resamples: 5 });
    expect(readFileSync(out, 'utf8')).toContain('data:image/png;base64,AQID');
  });

  it('shows categories that are measured differently in one table, and what the answers cost', async () => {
    const folder = temporaryFolder();
    const out = join(folder, 'report.html');
    const items = await nanoBench.load({ perCategory: 3, captions: 2 });
    const timings = { prefillMs: 3, firstTokenMs: 41.4, totalMs: 50 };
    const answer = async () => ({ text: 'yes', tokens: 1, visualTokens: 330, kept: 66, timings });
    const task = nanoBench as Task;
    const run = await evaluate({ task, items, model: 'a', out: join(folder, 'a.jsonl'), answer });
    writeReport([run], { out, resamples: 5 });
    const page = readFileSync(out, 'utf8');
    const row = (name: string) => new RegExp(`<tr><th>${name}</th>(.*?)</tr>`, 's').exec(page)![1].match(/<td>/g);
    expect(row('count')).toHaveLength(1 + 3);
    expect(row('caption')).toHaveLength(1 + 3);
    expect(page).not.toContain('other metrics');
    expect(page).toContain('a: 66 of 330 visual tokens, first token after 41 ms, answer after 50 ms (median)');
    const partly = { ...run, records: run.records.map((record) => ({ ...record, score: 5 / 12 })) };
    writeReport([run, partly], { out, resamples: 5 });
    expect(readFileSync(out, 'utf8')).toMatch(/<h3>caption <small>2 items/);
    expect(readFileSync(out, 'utf8')).toContain('B 42 %</span>');
  });

  it('refuses none, three and empty runs, and writes nothing', async () => {
    const folder = temporaryFolder();
    const out = join(folder, 'report.html');
    const run = await runOf(folder, 'a', () => 'Yes');
    for (const runs of [[], [run, run, run], [{ ...run, records: [] }]]) {
      expect(() => writeReport(runs, { out })).toThrow(expect.objectContaining({ code: 'report-runs' }));
    }
    expect(existsSync(out)).toBe(false);
  });
});

describe('html', () => {
  it('escapes what is put in, but not other HTML', () => {
    expect(html`<p title="${'"&\''}">${[html`<b>${1}</b>`, '<']}${undefined}</p>`.text).toBe(
      '<p title="&quot;&amp;&#39;"><b>1</b>&lt;</p>',
    );
  });
});
