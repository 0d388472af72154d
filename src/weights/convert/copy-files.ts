import { copyFileSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What is written anew, or holds weights in some format. */
const left = /^(?:config\.json|.*\.index\.json|.*\.(?:safetensors|bin|pt|pth|onnx|h5|msgpack|gguf|ot))$/;

/** Copies everything that goes with the weights of a model folder: tokenizer, templates, processors, cards, licences. */
export function copyModelFiles(from: string, to: string): void {
  for (const name of readdirSync(from)) {
    if (name.startsWith('.') || left.test(name)) continue;
    // Links are followed: caches keep files elsewhere.
    const source = join(from, name);
    if (statSync(source).isDirectory()) {
      mkdirSync(join(to, name));
      copyModelFiles(source, join(to, name));
    } else copyFileSync(source, join(to, name));
  }
}
