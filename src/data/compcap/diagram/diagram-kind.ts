import type { Random } from '../../../base/random.js';
import type { CompositeKind } from '../kind.js';
import { askDiagram } from './ask.js';
import { claimDiagram } from './claims.js';
import { drawDiagram } from './draw.js';
import { fitDiagram } from './fit.js';
import type { Diagram, DiagramLook, DiagramName, Geometry, Graph } from './meta.js';
import { promptDiagram } from './prompt.js';
import { structureSentences } from './structure.js';

/** What captions grow to, in characters, as long as there is more to say: their mean comes to about the paper's 2,044. */
const LENGTH = { mean: 2080, deviation: 180 } as const;

/** What differs from one sort of diagram to the other. */
export interface DiagramSort {
  name: DiagramName;
  /** How captions call it, for example `entity-relationship diagram`. */
  says: string;
  /** How captions call its nodes and its edges, in the plural. */
  nodes: string;
  edges: string;
  drawGraph(random: Random): Graph;
  arrange(graph: Graph, look: DiagramLook): Geometry;
  /** Whole sentences about every node and every edge; the opening stands before them. */
  tell(graph: Graph, random: Random): string[];
  /** The same graph in the notation of Mermaid. */
  mermaid(graph: Graph): string;
  /** @default `drawDiagram` */
  draw?: CompositeKind<Diagram>['draw'];
}

/** A plug-in for one sort of diagram. */
export function diagramKind(sort: DiagramSort): CompositeKind<Diagram> {
  return {
    name: `diagram.${sort.name}`,
    type: 'diagram',
    sample: (random) => fitDiagram(random, sort.name, sort.drawGraph, sort.arrange),
    draw: sort.draw ?? drawDiagram,
    caption: ({ graph, look }, random) => {
      const titled = look.titled ? ` titled "${graph.title}"` : '';
      const opening = random.pick([
        `The image shows ${withArticle(sort.says)}${titled} about ${graph.topic}.`,
        `This is ${withArticle(sort.says)}${titled} about ${graph.topic}.`,
        `The picture is ${withArticle(sort.says)}${titled}; its subject is ${graph.topic}.`,
      ]);
      const sentences = [opening, ...sort.tell(graph, random)];
      const target = LENGTH.mean + LENGTH.deviation * Math.max(-2, Math.min(2, random.normal()));
      let length = sentences.join(' ').length;
      for (const fact of random.shuffle(structureSentences(sort, graph, random))) {
        if (length + fact.length / 2 > target) continue;
        sentences.push(fact);
        length += fact.length + 1;
      }
      return sentences.join(' ');
    },
    prompt: ({ graph, look }, random) => promptDiagram(sort, graph, look.titled, random),
    claims: (diagram) => claimDiagram(diagram, sort.says),
    questions: (diagram, random) => askDiagram(sort, diagram, random),
  };
}

export function withArticle(words: string): string {
  return `${/^[aeiou]/i.test(words) ? 'an' : 'a'} ${words}`;
}
