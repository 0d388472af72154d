// Trains the tokenizer of tesserae-nano on captions and questions of its own world: `node scripts/nano-tokenizer.mjs`.
import { writeFileSync } from 'node:fs';
import { CAPTION_REQUESTS, planSample } from '../dist/data/picture/index.js';
import { trainBpe } from '../dist/text/index.js';

const specialTokens = ['<pad>', '<s>', '</s>', '<image>', '<|user|>', '<|assistant|>'];

function* texts() {
  for (let index = 0; index < 4000; index++) {
    const { caption, questions } = planSample({ seed: 3, index });
    yield caption;
    yield CAPTION_REQUESTS[index % CAPTION_REQUESTS.length];
    for (const { question, answer } of questions) {
      yield question;
      yield answer;
    }
  }
}

const json = trainBpe(texts(), { vocabularySize: 1024, specialTokens });
writeFileSync(new URL('../configs/nano/tokenizer.json', import.meta.url), JSON.stringify(json));
