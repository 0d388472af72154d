/**
 * Asks the embedded model about the pictures of this folder, streaming the answers, at all and at a fifth of the visual tokens, and
 * says what happened to each picture on its way in: `npm run demo`, or `node examples/demo.mjs [MODEL_FOLDER]` after a build.
 */
import { fileURLToPath } from 'node:url';
import { loadModel } from '../dist/index.js';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Picture, question, and the right answer, so that a wrong one is seen at once. */
const questions = [
  ['bar-chart.png', 'Which bar is the shortest?', 'rice'],
  ['bar-chart.png', 'What color is the frog bar?', 'orange'],
  ['large-chart.png', 'Is the corn bar taller than the car bar?', 'yes'],
  ['table.png', 'Which row has the highest pay?', 'desk'],
  ['wide-table.png', 'How many items are in the table?', '4'],
  ['collage.png', 'What is in row 2, column 2?', 'purple heart'],
  ['shapes.png', 'Is there a heart?', 'no'],
  ['shapes.png', 'Describe the picture.'],
];

const started = performance.now();
const model = await loadModel(process.argv[2] ?? here('../models/tesserae-nano'));
console.log(`Model loaded in ${Math.round(performance.now() - started)} ms.`);

for (const question of questions) await ask(question);

// Fewer tokens are for pictures that have many of them.
const large = questions.filter(([picture]) => picture === 'large-chart.png' || picture === 'wide-table.png');
console.log('\nThe large pictures again, with a fifth of the visual tokens, chosen by FasterVLM:');
for (const question of large) await ask(question, { method: 'fastervlm', keep: 0.2 });
await model.dispose();

async function ask([picture, question, truth], reduce) {
  process.stdout.write(`\n${picture}: ${question}\n  `);
  for await (const part of model.generate({ images: [here(picture)], prompt: question, maxTokens: 96, reduce })) {
    if (part.type === 'text') process.stdout.write(part.text);
    if (part.type === 'finish') {
      console.log(truth === undefined ? '' : `   (right answer: ${truth})`);
      console.log(`  ${summary(part)}`);
    }
  }
}

function summary({ images: [{ width, height, canvas, grid, visualTokens, kept }], timings, tokenIds }) {
  const tiles = grid ? 1 + grid[0] * grid[1] : 1;
  const tokens = kept === visualTokens ? `${kept} visual tokens` : `${kept} of ${visualTokens} visual tokens`;
  const steps = [`${width}×${height}`, `canvas ${canvas[1]}×${canvas[0]}`, `${tiles} tiles`, tokens];
  const [first, total] = [timings.firstTokenMs, timings.totalMs].map(Math.round);
  return `${steps.join(' → ')}; first token after ${first} ms, ${tokenIds.length} tokens in ${total} ms`;
}
