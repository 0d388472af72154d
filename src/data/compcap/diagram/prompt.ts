import type { Random } from '../../../base/random.js';
import type { DiagramSort } from './diagram-kind.js';
import type { Graph } from './meta.js';

/** The Mermaid source and instructions; nothing of the look goes in, so that a new look never changes the prompt. */
export function promptDiagram(sort: DiagramSort, graph: Graph, titled: boolean, random: Random): string {
  return [
    random.pick([
      `Describe the structure of the following ${sort.says} as a caption of a picture of it.`,
      `Write a detailed caption for a picture of this ${sort.says}.`,
    ]),
    'Mention every element, every connection and every condition.',
    ...(titled ? ['', `Title: ${graph.title}`] : []),
    '',
    '```mermaid',
    sort.mermaid(graph),
    '```',
    '',
    'Instructions:',
    `- Begin with a sentence that says that the image shows ${/^[aeiou]/.test(sort.says) ? 'an' : 'a'} ${sort.says} and what it is about.`,
    `- Name all ${sort.nodes} and all ${sort.edges} by their labels, in quotation marks; never use the short ids of the source.`,
    '- Say nothing about colours, fonts or positions, and nothing that the source does not hold.',
    '',
    'Caption:',
  ].join('\n');
}
