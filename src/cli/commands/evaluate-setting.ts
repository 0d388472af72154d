import { basename, resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { messageOf, TesseraeError } from '../../base/error.js';
import type { AnswerRequest } from '../../evaluate/index.js';
import { type AnswerOptions, addAnswerOptions, readAnswer } from '../answer-option.js';
import { integer } from '../argument.js';
import { type DeviceOption, deviceOption } from '../device-option.js';
import { modelFolder } from '../path.js';

/** What may differ between two settings that are compared, as it is typed. */
export interface SettingOptions extends Omit<AnswerRequest, 'reduce' | 'decode' | 'stop'>, AnswerOptions, DeviceOption {
  model?: string;
}

/** A model and how it answers. */
export interface Setting {
  /** What run files, tables and pages call it, for example `tesserae-nano, hired 0.2`. */
  name: string;
  /** The model folder. */
  folder: string;
  /** Absent for the processor. */
  device?: 'webgpu';
  request: AnswerRequest;
}

/** Adds the options that make up a setting. */
export function addSettingOptions(command: Command): Command {
  return addAnswerOptions(
    command
      .option('--model <folder>', 'model in Hugging Face layout (default: the embedded tesserae-nano)')
      .addOption(deviceOption())
      .option('--max-tokens <n>', 'tokens of an answer at most (default: as the task needs)', integer({ min: 1 })),
  );
}

/**
 * Parser of `--compare`: the options of a setting without their dashes, separated by commas. A comma belongs to the
 * value unless a name and an equals sign follow, so lists and JSON are written as in the options themselves.
 *
 * @example
 * parseSetting('reduce=hired,pyramiddrop,keep=0.2,0.5'); // two methods, two numbers
 */
export function parseSetting(text: string): SettingOptions {
  const words = text.split(/,\s*(?=[a-z][a-z-]*=)/).map((part) => `--${part.trim()}`);
  const command = addSettingOptions(new Command())
    .helpOption(false)
    .exitOverride()
    .configureOutput({
      writeErr: () => {},
      outputError: () => {}, // the caller's parser writes it
    });
  try {
    if (!words.every((word) => word.includes('='))) throw new Error('each is name=value');
    return command.parse(words, { from: 'user' }).opts();
  } catch (error) {
    const reason = error instanceof CommanderError ? error.message.replace(/^error: /, '') : messageOf(error);
    const plain = reason.replaceAll('\n', ' ').replace(/\.$/, '');
    throw new InvalidArgumentError(`Expected options such as reduce=hired,keep=0.2 (${plain}).`);
  }
}

/** Parser of the option itself, which may be repeated. */
export function settings(text: string, previous: readonly SettingOptions[] = []): SettingOptions[] {
  return [...previous, parseSetting(text)];
}

/**
 * The setting of the command line and those that it is compared with. What a compared setting does not name is at its
 * default, but for the model, its device and the length of answers, which are those of the first.
 *
 * @throws TesseraeError `reducer-name`, `keep-range`, `reduce-option`, `decode-option`; `folder-missing` for a model;
 *   `compare-option` for two settings that are the same
 */
export function readSettings(first: SettingOptions, compared: readonly SettingOptions[] = []): Setting[] {
  const shared = { model: first.model, device: first.device, maxTokens: first.maxTokens };
  const read = [first, ...compared].map((options) => readSetting({ ...shared, ...options }));
  // Two folders of one name are told apart by their paths.
  const folders = [...new Set(read.map(({ folder }) => folder))];
  const short = new Set(folders.map((folder) => basename(folder))).size === folders.length;
  const named = read.map((setting): Setting => {
    const { folder, device, request } = setting;
    const words = [short ? basename(folder) : folder, requestLabel(request), ...(device ? [device] : [])];
    return { name: words.join(', '), ...setting };
  });
  const repeated = named.find(({ name }, at) => named.findIndex((other) => other.name === name) < at);
  if (!repeated) return named;
  throw new TesseraeError('compare-option', {
    expected: 'settings that differ',
    received: `"${repeated.name}" twice`,
    action: 'Write for example: --compare reduce=hired,keep=0.2',
  });
}

function readSetting(options: SettingOptions): Omit<Setting, 'name'> {
  const { model, device, ...answer } = options;
  const { reduce, ...rest } = readAnswer(answer);
  const methods = reduce?.filter(({ method }) => method !== 'none');
  const request: AnswerRequest = { ...rest, reduce: methods?.length ? methods : undefined };
  const folder = resolve(modelFolder(model));
  return { folder, ...(device === 'webgpu' && { device }), request: JSON.parse(JSON.stringify(request)) };
}

/** `hired 0.2 + pyramiddrop, damro alpha 1`: everything of a request that is not at its default. */
export function requestLabel({ reduce, decode, ...sampling }: AnswerRequest): string {
  const methods = [reduce ?? []].flat().map(({ method, keep, options }) => words(method, keep, options));
  const { method: decoder, ...strengths } = decode ?? {};
  return [
    methods.join(' + ') || 'all tokens',
    ...(decoder ? [words(decoder, ...Object.entries(strengths).flat())] : []),
    ...Object.entries(sampling).map(([name, value]) => words(name, value)),
  ].join(', ');
}

/** Values that are given, separated by blanks; objects as JSON. */
function words(...values: unknown[]): string {
  return values
    .filter((value) => value !== undefined)
    .map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value)))
    .join(' ');
}
