import { messageOf, TesseraeError } from '../base/error.js';

/** The files of a Hugging Face folder that are read where they are there; what must be there is checked when it is opened. */
const names = [
  'config.json',
  'generation_config.json',
  'preprocessor_config.json',
  'processor_config.json',
  'video_preprocessor_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'chat_template.jinja',
  'chat_template.json',
  'qformer_tokenizer/tokenizer.json',
  'qformer_tokenizer/tokenizer_config.json',
];
const weights = 'model.safetensors';
const index = 'model.safetensors.index.json';

/**
 * Fetches the files of a model folder.
 *
 * @param address of the folder, for example `https://huggingface.co/OWNER/NAME/resolve/main`
 * @returns bytes by name; files that the server has not are left out
 * @throws TesseraeError `model-fetch`
 */
export async function fetchModelFiles(address: string): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const get = async (name: string) => {
    const bytes = await fetchFile(`${address.replace(/\/+$/, '')}/${name}`);
    if (bytes) files.set(name, bytes);
  };
  await Promise.all([...names, weights].map(get));
  if (files.has(weights) || !files.has('config.json')) return files;
  await get(index);
  // One after the other: shards are large, and two on their way would need memory for both.
  for (const shard of shardsOf(files.get(index))) await get(shard);
  return files;
}

/** The shards that an index names; a wrong one is left to the reader, which says what is wrong. */
function shardsOf(bytes: Uint8Array | undefined): Set<string> {
  try {
    const { weight_map: map } = JSON.parse(new TextDecoder().decode(bytes)) as { weight_map: Record<string, string> };
    return new Set(Object.values(map).filter((name) => /^\w[\w.-]*$/.test(name)));
  } catch {
    return new Set();
  }
}

async function fetchFile(url: string): Promise<Uint8Array | undefined> {
  try {
    const response = await fetch(url);
    // Development servers answer with their start page where there is nothing.
    const page = response.headers.get('content-type')?.startsWith('text/html');
    if (response.status === 404 || (response.ok && page)) return undefined;
    if (!response.ok) throw new Error(`status ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new TesseraeError('model-fetch', {
      expected: `the file ${url}`,
      received: messageOf(cause),
      action: 'Check the address, and whether that server allows other pages to read it.',
      cause,
    });
  }
}
