/**
 * CHAIR: which objects of a caption are not in the picture?
 *
 * O = objects mentioned in the caption, repeats kept; G = objects of the picture.
 * CHAIRs = captions with a mention outside G / captions. CHAIRi = mentions outside G / mentions, over all captions.
 * Recall = Σ |distinct mentions in G| / Σ |G|.
 *
 * Paper: Rohrbach et al., "Object Hallucination in Image Captioning", EMNLP 2018, arXiv 1809.02156, section 2.
 * Reference: github.com/LisaAnne/Hallucination, `utils/chair.py`; recall as in Maxlinn/CHAIR-metric-standalone.
 *
 * Differences: words are split without NLTK (equal counts on published captions); captions without any mention make
 * CHAIRi undefined instead of a crash. CHAIR falls when captions get shorter: read it beside `recall` and `words`.
 */
import { basename, join } from 'node:path';
import { z } from 'zod';
import { type CocoPicture, readCocoPictures } from './chair/coco-annotations.js';
import { cocoPairs, cocoSynonyms } from './chair/coco-objects.js';
import { findMentions, readVocabulary, type Vocabulary } from './chair/mentions.js';
import { filesAt } from './locate-data.js';
import { badData, parseJson, parseTaskOptions, readText } from './read-data.js';
import { byCategory, type Judged, type Metrics, percent, pictureThenQuestion, type Task } from './task.js';

const options = z
  .strictObject({
    /** JSON file: picture id → names of all objects of the picture. Either this or `annotations`. */
    objects: z.string().min(1).optional(),
    /** COCO's own files, `instances_*.json` and `captions_*.json`, which also name the pictures. */
    annotations: z.array(z.string().min(1)).nonempty().optional(),
    /** Folder of the pictures. @default the current folder */
    images: z.string().default('.'),
    /** File name of a picture, with `objects`; `{id}` is its id, `{id:12}` its id with twelve digits. */
    imageName: z.string().includes('{id').default('COCO_val2014_{id:12}.jpg'),
    /** Ids of the pictures to describe. @default all of the file */
    ids: z
      .array(z.union([z.string(), z.number()]))
      .nonempty()
      .optional(),
    /** @default the prompt of most papers */
    prompt: z.string().default('Please describe this image in detail.'),
  })
  .refine(({ objects, annotations }) => !objects !== !annotations, 'pass either objects or annotations');

/** Objects of the picture. */
const truth = z.array(z.string());

const parsed = z.object({
  mentions: z.array(z.object({ word: z.string(), object: z.string() })),
  /** Mentioned objects that the picture does not have, repeats kept. */
  invented: z.array(z.string()),
  words: z.number().int().nonnegative(),
});
type Parsed = z.infer<typeof parsed>;

/** CHAIR over any vocabulary, for pictures of another world than COCO's. */
export function createChair(name: string, vocabulary: Vocabulary): Task<string[], Parsed, z.infer<typeof options>> {
  const known = new Set(vocabulary.objects.values());
  return {
    name,
    summary: 'Captions, checked for objects that are not in the picture.',
    options,
    maxTokens: 512,
    data: {
      expected: "COCO's annotation folder with instances_*.json and captions_*.json, or a table of objects (JSON)",
      locate: locateObjects,
    },
    truth,
    parsed,
    headline: ['chairS', 'chairI', 'recall', 'words'],
    metrics: {
      chairS: 'captions with an invented object, %; lower is better',
      chairI: 'invented among the mentioned objects, %; lower is better',
      recall: 'objects of the pictures that were mentioned, %',
      words: 'mean length of a caption in words',
      mentions: 'mean number of mentioned objects in a caption',
    },
    async load(given) {
      const { images, ids, prompt, ...source } = parseTaskOptions(name, options, given);
      const place = source.objects ?? source.annotations!.join(', ');
      const table = source.annotations
        ? readCocoPictures(source.annotations, vocabulary)
        : readTable(place, source.imageName);
      return (ids?.map(String) ?? [...table.keys()]).map((id) => {
        const picture = table.get(id);
        if (!picture) throw badData(place, `the objects of picture ${id}`, 'none');
        const present = [...new Set(picture.objects)];
        const unknown = present.find((object) => !known.has(object));
        if (unknown) throw badData(place, `objects of the vocabulary (picture ${id})`, `"${unknown}"`);
        return {
          id,
          image: join(images, picture.file),
          question: prompt,
          truth: present,
          category: 'caption',
          cluster: id,
        };
      });
    },
    prompt: pictureThenQuestion,
    parse(text, item) {
      const mentions = findMentions(text, vocabulary);
      const invented = mentions.map(({ object }) => object).filter((object) => !item.truth.includes(object));
      return { mentions, invented, words: text.split(/\s+/).filter(Boolean).length };
    },
    grade: ({ invented }) => Number(invented.length === 0),
    score(records) {
      const groups = [...byCategory(records)];
      return {
        metrics: metricsOf(records),
        perCategory: Object.fromEntries(groups.map(([k, v]) => [k, metricsOf(v)])),
      };
    },
  };
}

/** CHAIR on the 80 object classes of COCO, as published. */
export const chair = createChair('chair', readVocabulary(cocoSynonyms, cocoPairs));

function metricsOf(records: readonly Judged<string[], Parsed>[]): Metrics {
  const sum = { captions: 0, invented: 0, mentions: 0, found: 0, present: 0, words: 0 };
  for (const { parsed, truth } of records) {
    sum.captions += Number(parsed.invented.length > 0);
    sum.invented += parsed.invented.length;
    sum.mentions += parsed.mentions.length;
    sum.found += new Set(parsed.mentions.map(({ object }) => object).filter((object) => truth.includes(object))).size;
    sum.present += truth.length;
    sum.words += parsed.words;
  }
  return {
    chairS: percent(sum.captions, records.length),
    chairI: percent(sum.invented, sum.mentions),
    recall: percent(sum.found, sum.present),
    words: sum.words / records.length,
    mentions: sum.mentions / records.length,
  };
}

/** A table of objects, for the pictures named by a pattern. */
function readTable(path: string, imageName: string): Map<string, CocoPicture> {
  const table = parseJson(readText(path), z.record(z.string(), truth), path);
  return new Map(Object.entries(table).map(([id, objects]) => [id, { file: fileName(imageName, id), objects }]));
}

function fileName(pattern: string, id: string): string {
  return pattern.replace(/\{id(?::(\d+))?\}/g, (_, width) => id.padStart(Number(width ?? 0), '0'));
}

/** A table if it is one file of another name than COCO's. */
function locateObjects(paths: readonly string[]): Record<string, unknown> {
  const expected = 'instances_*.json and captions_*.json, or a table of objects';
  const files = paths.flatMap((path) => filesAt(path, /^(instances|captions)_.*\.json$/, expected));
  const table = files.length === 1 && !/^(instances|captions)_/.test(basename(files[0]));
  return table ? { objects: files[0] } : { annotations: files };
}
