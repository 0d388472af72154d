/**
 * Asks transformers.js for a model folder, as a peer of bench/small-model.ts.
 *
 *     node bench/peers/transformers_js.mjs FOLDER
 *
 * Prints `{ version, answer }`, where the answer is null if it loads the folder, else what it says in place.
 */
import { resolve } from 'node:path';
import { AutoModelForImageTextToText, env } from '@huggingface/transformers';

env.allowRemoteModels = false;
env.localModelPath = '/';
const answer = await AutoModelForImageTextToText.from_pretrained(resolve(process.argv[2]), { dtype: 'fp32' }).then(
  async (model) => {
    await model.dispose();
    return null;
  },
  (error) => error.message,
);
process.stdout.write(`${JSON.stringify({ version: env.version, answer })}\n`);
