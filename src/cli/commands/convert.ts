import { dirname, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { type LogitAgreement, logitAgreement, type RecordedAnswer, recordAnswers } from '../../evaluate/index.js';
import { readRecords } from '../../evaluate/read-data.js';
import { Engine, type GenerateRequest } from '../../generate/index.js';
import {
  type ConvertReport,
  convertModel,
  PARTS,
  type Part,
  type PartStorages,
  STORAGES,
  type Storage,
} from '../../weights/index.js';
import { integer } from '../argument.js';
import type { CommandContext } from '../context.js';
import { convertDisplay, megabytes } from '../convert-display.js';
import { modelFolder, requireFile } from '../path.js';

interface ConvertCommandOptions extends Partial<PartStorages> {
  out: string;
  dtype: Storage;
  threads?: number;
  prompts?: string;
  maxTokens: number;
  json?: true;
}

/** `tesserae convert MODEL`: the weights of a model folder in blocks or half precision, and what that costs. */
export function configure(command: Command, { stdout, stderr, signal }: CommandContext): void {
  command
    .argument('<model>', 'folder in Hugging Face layout, or a model of the hub that was pulled')
    .requiredOption('--out <folder>', 'where the converted model goes; a model that is there is replaced')
    .addOption(new Option('--dtype <type>', 'how weights are stored').choices(STORAGES).makeOptionMandatory());
  for (const part of PARTS) {
    command.addOption(new Option(`--${part} <type>`, `how the ${part} is stored`).choices(storagesOf(part)));
  }
  command
    .option('--threads <n>', 'threads that convert (default: number of cores, at most 8)', integer({ min: 1, max: 64 }))
    .option('--prompts <file>', 'JSON lines of {"question", "image"?}: compare with the original on them')
    .option('--max-tokens <n>', 'tokens of each answer that are compared', integer({ min: 1 }), 32)
    .option('--json', 'print the report as one object')
    .action(
      async (model: string, { out, dtype, threads, prompts, maxTokens, json, ...parts }: ConvertCommandOptions) => {
        const folder = modelFolder(model);
        const requests = prompts === undefined ? [] : readPrompts(requireFile(prompts, 'a file of prompts'));
        const { close, ...display } = convertDisplay(stderr);
        const report = await convertModel(folder, out, { dtype, parts, threads, signal, ...display }).finally(close);
        const quality = requests.length > 0 ? await qualityOf(report, requests, maxTokens) : undefined;
        stdout.write(json ? `${JSON.stringify({ ...report, quality })}\n` : `${textOf(report, quality)}\n`);
      },
    );
}

const storagesOf = (part: Part) => (part === 'embeddings' ? ['fp16', 'fp32'] : STORAGES);

const promptLine = z.strictObject({ question: z.string().min(1), image: z.string().min(1).optional() });

/** Pictures are named relative to the file. */
function readPrompts(path: string): GenerateRequest[] {
  return readRecords(path, promptLine).map(({ value: { question, image } }) => ({
    prompt: question,
    images: image === undefined ? [] : [requireFile(resolve(dirname(path), image), 'a picture file')],
  }));
}

/** One model after the other: two copies of a large one would not fit. */
async function qualityOf(
  { source, target }: ConvertReport,
  requests: readonly GenerateRequest[],
  maxTokens: number,
): Promise<LogitAgreement> {
  const using = async <T>(path: string, work: (engine: Engine) => Promise<T>): Promise<T> => {
    const engine = await Engine.open(path);
    return work(engine).finally(() => engine.dispose());
  };
  const records: RecordedAnswer[] = await using(source, (engine) => recordAnswers(engine, requests, maxTokens));
  return using(target, (engine) => logitAgreement(engine, records));
}

function textOf({ target, bytes, weights, unblocked, seconds }: ConvertReport, quality?: LogitAgreement): string {
  const stored = Object.entries(weights).flatMap(([storage, count]) => (count > 0 ? [`${count} ${storage}`] : []));
  const lines = [
    target,
    `${megabytes(bytes.source)} MB → ${megabytes(bytes.target)} MB in ${seconds.toFixed(1)} s (${stored.join(', ')})`,
  ];
  if (unblocked.length > 0) lines.push(`float16, since their rows are not whole blocks: ${unblocked.join(', ')}`);
  if (quality) {
    const { prompts, tokens, sameToken, sameAnswer, divergence } = quality;
    const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
    lines.push(
      `against the original, ${tokens} tokens of ${prompts} prompts: same token ${percent(sameToken)}, same answer ${percent(sameAnswer)}, divergence ${divergence.mean.toPrecision(3)} nats (largest ${divergence.largest.toPrecision(3)})`,
    );
  }
  return lines.join('\n');
}
