/**
 * The annotation files of COCO, as CHAIR reads them: the objects of a picture are its instance categories and whatever
 * its reference captions mention.
 *
 * Source: github.com/LisaAnne/Hallucination, `utils/chair.py`, `get_annotations`.
 */
import { z } from 'zod';
import { badData, parseJson, readText } from '../read-data.js';
import { findMentions, type Vocabulary } from './mentions.js';

const id = z.union([z.number(), z.string()]).transform(String);

const file = z.object({
  images: z.array(z.object({ id, file_name: z.string().min(1) })),
  categories: z.array(z.object({ id, name: z.string() })).optional(),
  annotations: z.array(z.object({ image_id: id, category_id: id.optional(), caption: z.string().optional() })),
});

/** A picture of COCO: the name of its file, and all its objects. */
export interface CocoPicture {
  file: string;
  objects: string[];
}

/**
 * Reads `instances_*.json` and `captions_*.json` (at least one of each) to pictures by id.
 *
 * @throws TesseraeError `evaluation-data` naming the file, for other files and for categories outside the vocabulary
 */
export function readCocoPictures(paths: readonly string[], vocabulary: Vocabulary): Map<string, CocoPicture> {
  const names = new Map<string, string>();
  const objects = new Map<string, Set<string>>();
  const found = { instances: false, captions: false };
  const add = (picture: string, object: string): void => {
    const known = objects.get(picture);
    if (known) known.add(object);
    else objects.set(picture, new Set([object]));
  };
  for (const path of paths) {
    const { images, categories, annotations } = parseJson(readText(path), file, path);
    found[categories ? 'instances' : 'captions'] = true;
    for (const { id, file_name } of images) names.set(id, file_name);
    const categoryNames = categories && categoryObjects(categories, vocabulary, path);
    for (const { image_id, category_id, caption } of annotations) {
      if (categoryNames) {
        const object = category_id === undefined ? undefined : categoryNames.get(category_id);
        if (object === undefined) throw badData(path, `the category of an object in picture ${image_id}`, 'none');
        add(image_id, object);
      } else if (caption !== undefined) {
        for (const { object } of findMentions(caption, vocabulary)) add(image_id, object);
      } else throw badData(path, `a caption of picture ${image_id}`, 'none');
    }
  }
  for (const [kind, present] of Object.entries(found)) {
    if (!present) throw badData(paths.join(', '), `instances and captions`, `no ${kind}`);
  }
  return new Map([...names].map(([id, name]) => [id, { file: name, objects: [...(objects.get(id) ?? [])] }]));
}

function categoryObjects(
  categories: readonly { id: string; name: string }[],
  { objects }: Vocabulary,
  path: string,
): Map<string, string> {
  return new Map(
    categories.map(({ id, name }) => {
      const object = objects.get(name);
      if (object === undefined) throw badData(path, 'categories that CHAIR has words for', `"${name}"`);
      return [id, object];
    }),
  );
}
