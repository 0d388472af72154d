import { describe, expect, it } from 'vitest';
import { goldenJson, goldenPath } from '../../../test/golden.js';
import { runCommand } from '../cli.testing.js';

interface GoldenCase {
  name: string;
  messages: { content: { type: string; text?: string }[] }[];
  prompt: string;
  images?: { file: string; mode?: string; tokens: number }[];
  generated: { ids: number[] };
}

/** The prompts of a reference checkpoint that `ask` can put: pictures in their default mode, then one question. */
function askable(name: string): GoldenCase[] {
  const { cases } = goldenJson<{ cases: GoldenCase[] }>('checkpoints', name, 'cases.json');
  return cases.filter(({ images = [] }) => images.length > 0 && images.every(({ mode }) => mode !== 'pad'));
}

const pictures = ({ images = [] }: GoldenCase) => images.map(({ file }) => goldenPath('images', 'source', file));

const question = ({ messages }: GoldenCase) => messages[0].content.find(({ type }) => type === 'text')!.text!;

describe.each(['llava', 'llava-next-llama', 'llava-next-qwen2'])('%s answers as the reference does', (name) => {
  const ask = async (entry: GoldenCase, ...words: string[]) => {
    const options = [
      '--model',
      goldenPath('checkpoints', name),
      '--max-tokens',
      `${entry.generated.ids.length}`,
      '--json',
    ];
    return JSON.parse((await runCommand('ask', ...words, ...options)).stdout);
  };

  it.each(askable(name))('to a question about $name', async (entry) => {
    const { tokenIds, images } = await ask(entry, ...pictures(entry), question(entry));
    expect(tokenIds).toEqual(entry.generated.ids);
    const counts = images.map(({ visualTokens }: { visualTokens: number }) => visualTokens);
    expect(counts).toEqual(entry.images!.map(({ tokens }) => tokens));
  });

  it('to a raw prompt', async () => {
    const [entry] = askable(name);
    const { tokenIds } = await ask(entry, '--raw', ...pictures(entry), entry.prompt);
    expect(tokenIds).toEqual(entry.generated.ids);
  });
});
