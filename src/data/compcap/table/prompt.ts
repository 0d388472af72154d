import type { Random } from '../../../base/random.js';
import { writeMarkdown } from './markdown.js';
import type { Table } from './meta.js';

/** The table in Markdown with instructions; colours, fonts and rules are not mentioned. */
export function promptTable(table: Table, random: Random): string {
  const titled = table.look.titlePlace === 'none' ? [] : [`Title: ${table.title}`, ''];
  return [
    random.pick([
      'Write a detailed caption for a picture of the following table.',
      'Analyse the following table as a caption of a picture that shows it.',
    ]),
    '',
    ...titled,
    writeMarkdown(table),
    '',
    'Instructions:',
    '- Begin with a sentence that says that the image shows a table and what it is about.',
    '- Summarise the table, then break it down: extremes, totals or means, and comparisons of rows.',
    '- Use the names of rows and columns as they are written. Say nothing that does not follow from the cells.',
    '- End with the table itself in Markdown, every cell unchanged.',
    '',
    'Caption:',
  ].join('\n');
}
