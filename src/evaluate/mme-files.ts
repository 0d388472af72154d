/**
 * The files of MME: question folders, and result folders with one `{subtask}.txt` of tab-separated lines
 * `picture, question, truth[, answer]`. Two consecutive lines are one picture: position decides, names must agree.
 *
 * Source: the evaluation tool of github.com/BradyFU/Awesome-Multimodal-Large-Language-Models, branch Evaluation.
 */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join, parse } from 'node:path';
import { writeFileAtomic } from '../base/file.js';
import { badData, type Placed, readLines } from './read-data.js';
import type { Item, Judged } from './task.js';
import { type YesNo, yesNo } from './yes-no.js';

/** Item with the name of its picture in MME's files. */
interface MmeLine {
  picture: string;
  question: string;
  truth: YesNo;
  answer?: string;
}

/** The items of one sub-task, from `{folder}/{subtask}.txt` or from the question folder `{folder}/{subtask}/`. */
export function readMmeItems(folder: string, subtask: string, images: string): Item<YesNo>[] {
  const listing = join(folder, `${subtask}.txt`);
  if (existsSync(listing)) {
    const lines = readListing(listing);
    return lines.map((line, at) => itemOf(subtask, at, line, picturePath(join(images, subtask), line.picture)));
  }
  const questions = questionFolder(join(folder, subtask));
  const lines = readdirSync(questions)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .flatMap((name) => readQuestions(join(questions, name)));
  if (lines.length === 0) throw badData(questions, 'a .txt file for every picture', 'none');
  const pictures = picturesByStem(join(images, subtask));
  return lines.map((line, at) => itemOf(subtask, at, line, pictures.get(line.picture)));
}

/** Items and answers of a result folder, as the official tool reads them. */
export function readMmeResults(folder: string, subtask: string): { item: Item<YesNo>; answer: string }[] {
  const path = join(folder, `${subtask}.txt`);
  return readListing(path).map((line, at) => {
    if (line.answer === undefined) throw badData(`${path} line ${at + 1}`, 'four columns', 'three: no answer');
    return { item: itemOf(subtask, at, line, line.picture), answer: line.answer };
  });
}

/** Writes `{subtask}.txt` for the official tool; tabs and line ends in answers, which break it, become spaces. */
export function writeMmeResults(folder: string, records: readonly (Judged<YesNo> & { item: Item<YesNo> })[]): void {
  const lines = new Map<string, string[]>();
  for (const { id, category, truth, text, item } of [...records].sort((a, b) => compareIds(a.id, b.id))) {
    const picture = basename(item.image ?? id);
    const columns = [picture, item.question, truth === 'yes' ? 'Yes' : 'No', text];
    const line = columns.map((column) => column.replace(/\s+/g, ' ').trim()).join('\t');
    lines.set(category, [...(lines.get(category) ?? []), line]);
  }
  for (const [subtask, text] of lines) writeFileAtomic(join(folder, `${subtask}.txt`), `${text.join('\n')}\n`);
}

/** Order of the files: pair numbers count, they are not spelled. */
function compareIds(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

function itemOf(subtask: string, at: number, { question, truth }: MmeLine, image: string | undefined): Item<YesNo> {
  const cluster = `${subtask}/${Math.floor(at / 2) + 1}`;
  return { id: `${cluster}/${(at % 2) + 1}`, image, question, truth, category: subtask, cluster };
}

function readListing(path: string): MmeLine[] {
  const lines = readLines(path);
  const parsed = lines.map(({ value, place }) => {
    const columns = value.split('\t');
    if (columns.length < 3 || columns.length > 4) {
      throw badData(place, '3 or 4 columns separated by tabs', `${columns.length}`);
    }
    const [picture, question, truth, answer] = columns;
    return { picture, question, truth: truthOf(truth, place), answer };
  });
  checkPairs(parsed, lines);
  return parsed;
}

function checkPairs(parsed: readonly MmeLine[], lines: readonly Placed<string>[]): void {
  for (let at = 0; at < parsed.length; at += 2) {
    const [first, second] = [parsed[at], parsed[at + 1]];
    if (!second) throw badData(lines[at].place, 'two lines for every picture', `one for ${first.picture}`);
    if (first.picture !== second.picture) {
      throw badData(lines[at + 1].place, `the second question about ${first.picture}`, second.picture);
    }
  }
}

/** `{picture}.txt`: two lines of question, tab, truth. */
function readQuestions(path: string): MmeLine[] {
  const lines = readLines(path);
  if (lines.length !== 2) throw badData(path, 'two questions', `${lines.length}`);
  return lines.map(({ value, place }) => {
    const [question, truth, ...rest] = value.split('\t');
    if (truth === undefined || rest.length > 0) throw badData(place, 'a question, a tab and the truth', value);
    return { picture: parse(path).name, question, truth: truthOf(truth, place) };
  });
}

function truthOf(text: string, place: string): YesNo {
  const truth = yesNo.safeParse(text.trim().toLowerCase());
  if (truth.success) return truth.data;
  throw badData(place, 'the truth Yes or No', `"${text}"`);
}

/** Some sub-tasks keep questions and pictures apart, others side by side. */
function questionFolder(folder: string): string {
  const inside = join(folder, 'questions_answers_YN');
  if (existsSync(inside)) return inside;
  if (existsSync(folder)) return folder;
  throw badData(folder, `the questions of ${basename(folder)}: this folder, or ${folder}.txt`, 'neither');
}

function pictureFolder(folder: string): string {
  const inside = join(folder, 'images');
  return existsSync(inside) ? inside : folder;
}

function picturePath(folder: string, name: string): string {
  return join(pictureFolder(folder), name);
}

function picturesByStem(folder: string): Map<string, string> {
  const place = pictureFolder(folder);
  const names = existsSync(place) ? readdirSync(place) : [];
  return new Map(
    names.filter((name) => /\.(jpe?g|png)$/i.test(name)).map((name) => [parse(name).name, join(place, name)]),
  );
}
