import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { goldenPath } from '../../../test/golden.js';
import { runCommand } from '../cli.testing.js';

const root = mkdtempSync(join(tmpdir(), 'tesserae-convert-'));
afterAll(() => rmSync(root, { recursive: true }));
const at = (name: string) => join(root, name);

const nano = fileURLToPath(new URL('../../../models/tesserae-nano', import.meta.url));
const picture = fileURLToPath(new URL('../../../examples/bar-chart.png', import.meta.url));
const llava = goldenPath('checkpoints', 'llava');

describe('tesserae convert', { timeout: 180_000 }, () => {
  it('writes a model that answers, and says how close it is to the original', async () => {
    writeFileSync(
      at('prompts.jsonl'),
      ['How many bars are there?', 'Describe the picture.']
        .map((question) => `${JSON.stringify({ question, image: picture })}\n`)
        .join(''),
    );
    const argv = [nano, '--out', at('q8'), '--dtype', 'q8', '--vision', 'q8', '--prompts', at('prompts.jsonl')];
    const { code, stdout, stderr } = await runCommand('convert', ...argv, '--json');
    expect([
      code,
      stderr
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).progress)[0],
    ]).toEqual([0, 'convert (MB)']);
    const { parts, bytes, weights, quality } = JSON.parse(stdout);
    expect(parts).toEqual({ vision: 'q8', projector: 'fp32', embeddings: 'fp16', decoder: 'q8', head: 'q8' });
    expect(bytes.target).toBeLessThan(0.5 * bytes.source);
    expect(weights.q8).toBeGreaterThan(60);
    expect(quality.prompts).toBe(2);
    expect(quality.tokens).toBeGreaterThan(5);
    expect(quality.sameToken).toBeGreaterThan(0.9);
    expect(quality.divergence.mean).toBeGreaterThan(0);
    expect(quality.divergence.mean).toBeLessThan(0.02);
    const asked = await runCommand('ask', picture, 'How many bars are there?', '--model', at('q8'), '--json');
    expect(JSON.parse(asked.stdout)).toMatchObject({ finishReason: 'stop' });
  });

  it('prints a text for people', async () => {
    const { stdout } = await runCommand('convert', llava, '--out', at('half'), '--dtype', 'fp16');
    expect(stdout).toMatch(/half\n[\d.]+ MB → [\d.]+ MB in [\d.]+ s \(\d+ fp16, \d+ fp32\)\n$/);
  });

  it.each<[string, string[], string]>([
    ['a type that there is not', ['--dtype', 'q5'], 'q4, q8, fp16, fp32'],
    ['no type', [], '--dtype'],
    ['embeddings in blocks', ['--dtype', 'q4', '--embeddings', 'q8'], 'fp16, fp32'],
    ['no threads', ['--dtype', 'q4', '--threads', '0'], 'at least 1'],
    ['prompts that are not there', ['--dtype', 'q4', '--prompts', at('none.jsonl')], 'does not exist'],
  ])('refuses %s', async (_, argv, words) => {
    const { code, stderr } = await runCommand('convert', llava, '--out', at('never'), ...argv);
    expect(code).toBe(1);
    expect(stderr).toContain(words);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(existsSync(at('never'))).toBe(false);
  });

  it('refuses prompts without a question, and pictures that are not there, before it converts', async () => {
    writeFileSync(at('empty.jsonl'), '{"image": "a.png"}\n');
    writeFileSync(at('lost.jsonl'), '{"question": "What?", "image": "lost.png"}\n');
    for (const [file, words] of [
      ['empty.jsonl', 'question'],
      ['lost.jsonl', 'lost.png'],
    ]) {
      const { code, stderr } = await runCommand(
        'convert',
        llava,
        '--out',
        at('never'),
        '--dtype',
        'fp16',
        '--prompts',
        at(file),
      );
      expect([code, stderr.includes(words)]).toEqual([1, true]);
    }
    expect(readdirSync(root).filter((name) => name.startsWith('never'))).toEqual([]);
  });
});
