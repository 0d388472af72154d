import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { goldenPath } from '../../test/golden.js';
import { mostLikely } from '../decode/index.js';
import { type ChatMessage, renderChat } from '../text/index.js';
import { Engine } from './engine.js';
import type { GenerateRequest, GenerateResult } from './request.js';

/** Conversations: several turns through the chat template, several pictures spread over them. */

const source = (name: string) => goldenPath('images', 'source', name);
const [photo, wide, tall] = [source('photo.png'), source('wide.png'), source('tall.png')];

const user = (text: string, pictures = 0): ChatMessage => ({
  role: 'user',
  content: [...Array.from({ length: pictures }, () => ({ type: 'image' as const })), { type: 'text', text }],
});
const assistant = (text: string): ChatMessage => ({ role: 'assistant', content: [{ type: 'text', text }] });

describe.each(['llava', 'llava-next-llama', 'llava-next-mistral', 'llava-next-qwen2'])('%s', (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await Engine.open(goldenPath('checkpoints', name), { threads: 1 });
  });
  afterAll(() => engine.dispose());

  async function answer(request: GenerateRequest): Promise<GenerateResult> {
    for await (const part of engine.generate({ maxTokens: 8, ...request })) if (part.type === 'finish') return part;
    throw new Error('no result');
  }
  /** What the model says to a prompt of plain embeddings, without any cache: everything is computed anew for every token. */
  async function recomputed(request: GenerateRequest, count: number): Promise<number[]> {
    const { embeddings } = await engine.prepare(request);
    const ids: number[] = [];
    while (ids.length < count) {
      const tail = ids.length > 0 ? await engine.decoder.embed(ids) : new Float32Array(0);
      const { logits } = await engine.decoder.prefill(Float32Array.from([...embeddings, ...tail]));
      ids.push(mostLikely(logits));
    }
    return ids;
  }
  const textIds = (text: string) => engine.checkpoint.tokenizer.encode(text, { addSpecialTokens: false });

  /** Three turns; the second and third bring another picture. */
  async function talk(): Promise<{ messages: ChatMessage[]; images: string[]; answers: GenerateResult[] }> {
    const messages: ChatMessage[] = [];
    const images: string[] = [];
    const answers: GenerateResult[] = [];
    for (const [question, pictures] of [
      ['What is shown here?', [photo]],
      ['And in these two?', [wide, tall]],
      ['Which one is wider?', []],
    ] as const) {
      messages.push(user(question, pictures.length));
      images.push(...pictures);
      const result = await answer({ messages: [...messages], images: [...images] });
      answers.push(result);
      messages.push(assistant(result.answer));
    }
    return { messages, images, answers };
  }

  test('a question is a conversation of one turn', async () => {
    const question = 'What is shown here?';
    const asked = await answer({ prompt: question, images: [photo, wide] });
    expect((await answer({ messages: [user(question, 2)], images: [photo, wide] })).tokenIds).toEqual(asked.tokenIds);
  });

  test('the prompt is the template over the whole history, every picture at its mark', async () => {
    const { messages, images } = await talk();
    const history = messages.slice(0, -1);
    const { ids, images: reports } = await engine.prepare({ messages: history, images });
    const { chatTemplate, startToken, endToken, llava, tokenizer } = engine.checkpoint;
    const text = renderChat(chatTemplate, history, {
      addGenerationPrompt: true,
      bosToken: startToken,
      eosToken: endToken,
    });
    const mark = tokenizer.tokenOf(llava!.imageTokenId)!;
    expect(text.split(mark)).toHaveLength(4);
    for (const said of ['What is shown here?', 'And in these two?', 'Which one is wider?'])
      expect(text).toContain(said);
    // Runs of marks: one per picture, as long as its tokens.
    const runs = ids
      .map((id) => (id === llava!.imageTokenId ? 'x' : ' '))
      .join('')
      .split(/ +/)
      .filter((run) => run !== '')
      .map(({ length }) => length);
    const counts = reports.map(({ visualTokens }) => visualTokens);
    expect(runs.reduce((a, b) => a + b, 0)).toBe(counts.reduce((a, b) => a + b, 0));
    if (runs.length === 3) expect(runs).toEqual(counts);
    expect(reports.map(({ path }) => path)).toEqual([photo, wide, tall]);
  });

  test('equal: the answer of every turn is what recomputing without a cache gives', async () => {
    const { messages, images, answers } = await talk();
    const pictures = [1, 3, 3];
    for (const [turn, { tokenIds }] of answers.entries()) {
      const request = { messages: messages.slice(0, 2 * turn + 1), images: images.slice(0, pictures[turn]) };
      expect(await recomputed(request, tokenIds.length), `turn ${turn}`).toEqual(tokenIds);
    }
  });

  test('equal: going on from the cache of a turn is reading the conversation from its start', async () => {
    const { embeddings } = await engine.prepare({ messages: [user('What is shown here?', 1)], images: [photo] });
    const { logits, state } = await engine.decoder.prefill(embeddings);
    const said = [mostLikely(logits)];
    while (said.length < 4) said.push(mostLikely(await engine.decoder.next(state, said[said.length - 1])));
    const next = [said[3], ...textIds(' Which one is wider?')];
    let last = logits;
    for (const id of next) last = await engine.decoder.next(state, id);
    const added = await engine.decoder.embed([...said.slice(0, 3), ...next]);
    const whole = await engine.decoder.prefill(Float32Array.from([...embeddings, ...added]));
    expect(state.caches.map(({ length }) => length)).toEqual(whole.state.caches.map(({ length }) => length));
    const scale = Math.max(...whole.logits.map(Math.abs));
    expect(Math.max(...last.map((value, i) => Math.abs(value - whole.logits[i]))) / scale).toBeLessThan(1e-4);
  });

  test('equal: conversations of different length at once say what each says alone', async () => {
    const requests: GenerateRequest[] = [
      { prompt: 'What is shown here?', images: [photo] },
      { messages: [user('What is it?', 2), assistant('Bars.'), user('How many?')], images: [wide, tall] },
      { messages: [user('Hello')] },
    ];
    const alone: number[][] = [];
    for (const request of requests) alone.push((await answer(request)).tokenIds);
    const together = await Promise.all(requests.map(answer));
    expect(together.map(({ tokenIds }) => tokenIds)).toEqual(alone);
  });

  test('an earlier turn and the order of the pictures matter', async () => {
    const logitsOf = async (request: GenerateRequest) => {
      return (await engine.decoder.prefill((await engine.prepare(request)).embeddings)).logits;
    };
    const talkAbout = (said: string, images: string[]): GenerateRequest => {
      return { messages: [user('What is it?', 2), assistant(said), user('How many?')], images };
    };
    const base = await logitsOf(talkAbout('Bars.', [wide, tall]));
    expect(await logitsOf(talkAbout('Bars.', [wide, tall]))).toEqual(base);
    expect(await logitsOf(talkAbout('Cats.', [wide, tall]))).not.toEqual(base);
    expect(await logitsOf(talkAbout('Bars.', [tall, wide]))).not.toEqual(base);
  });

  test('every picture of a conversation is reduced by itself, in every turn alike', async () => {
    const reduce = { method: 'uniform', keep: 5, options: { newlines: 'none' } } as const;
    const one = await answer({ messages: [user('What?', 1)], images: [wide], reduce });
    const history = [user('What?', 1), assistant(one.answer), user('And this?', 1)];
    const two = await answer({ messages: history, images: [wide, tall], reduce });
    expect(two.images.map(({ kept }) => kept)).toEqual([5, 5]);
    expect(two.images[0].selection).toEqual(one.images[0].selection);
  });

  test.each<[string, Partial<GenerateRequest>, string]>([
    ['a picture without a mark', { messages: [user('What?')], images: [photo] }, 'image-count'],
    ['a mark without a picture', { messages: [user('What?', 2)], images: [photo] }, 'image-count'],
    ['no message', { messages: [] }, 'empty-prompt'],
    ['both a prompt and messages', { prompt: 'a', messages: [user('b')] }, 'generate-request'],
    ['raw messages', { raw: true, messages: [user('b')] }, 'generate-request'],
    ['a role that is none', { messages: [{ role: 'tool', content: 'x' } as never] }, 'generate-request'],
    ['content that is none', { messages: [{ role: 'user' } as never] }, 'generate-request'],
    ['a part without text', { messages: [{ role: 'user', content: [{ type: 'text' }] } as never] }, 'generate-request'],
    ['a picture that is none', { prompt: 'a', images: [7 as never] }, 'generate-request'],
    [
      'pixels that do not fill the picture',
      { prompt: 'a', images: [{ width: 2, height: 2, data: new Uint8Array(11) }] },
      'generate-request',
    ],
    ['an unknown key', { prompt: 'a', top_k: 3 } as never, 'generate-request'],
  ])('%s is refused', async (_, request, code) => {
    const failure = await answer(request as GenerateRequest).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'TesseraeError', code });
    expect((failure as Error).message).not.toMatch(/\[object|undefined/);
  });
});
