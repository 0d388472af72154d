import { describe, expect, it } from 'vitest';
import { Random } from '../../../base/random.js';
import { overlap } from '../canvas.js';
import { checkCaption } from '../check-caption.js';
import { drawnSource } from '../drawn-source.js';
import { holdLaws } from '../kind-laws.testing.js';
import { DIAGRAM_KINDS } from './diagram.js';
import { isClear } from './fit.js';
import { type Diagram, nodeOf } from './meta.js';

const sources = drawnSource();

describe.each(DIAGRAM_KINDS.map((kind) => [kind.name, kind] as const))('%s', (_, kind) => {
  const drawn = Array.from({ length: 12 }, (_, seed) => kind.sample(new Random(seed), sources) as Diagram);

  it('holds the laws of every kind', async () => {
    await holdLaws(kind, sources, 12, 4);
  });

  it('keeps nodes, labels and lines apart', () => {
    for (const { graph, geometry, width, height } of drawn) {
      expect(isClear(graph, geometry)).toBe(true);
      const boxes = Object.values(geometry.nodes);
      boxes.forEach((box, at) => {
        expect(boxes.slice(at + 1).some((other) => overlap(box, other))).toBe(false);
        expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height).toBe(true);
      });
    }
  });

  it('names every node, every edge label and every member in its caption', () => {
    for (const diagram of drawn) {
      const caption = kind.caption(diagram, new Random(1));
      for (const { label, sections = [] } of diagram.graph.nodes) {
        expect(caption).toContain(label);
        for (const member of sections.flat()) expect(caption).toContain(member.split(/[: (]/)[0]);
      }
      for (const { label = '' } of diagram.graph.edges) expect(caption).toContain(label);
    }
  });

  it('gives the same prompt in another look, and one that holds every label but no colour', () => {
    for (const diagram of drawn) {
      const other = drawn.find(({ look }) => look.page !== diagram.look.page)!;
      const look = { ...other.look, titled: diagram.look.titled };
      const prompt = kind.prompt(diagram, new Random(3));
      expect(kind.prompt({ ...diagram, look, geometry: other.geometry }, new Random(3))).toBe(prompt);
      for (const { label } of diagram.graph.nodes) expect(prompt).toContain(label);
      expect(prompt).not.toMatch(/#[0-9a-f]{6}/);
    }
  });

  it('refuses captions that leave a node out, count wrongly or name another type', () => {
    for (const diagram of drawn) {
      const claims = kind.claims(diagram);
      const caption = kind.caption(diagram, new Random(1));
      const label = diagram.graph.nodes.find((node) => node.label !== '')!.label;
      expect(checkCaption(caption.replaceAll(label, 'something'), claims).errors).not.toEqual([]);
      expect(checkCaption(`${caption} There are 97 of them.`, claims).errors).not.toEqual([]);
      expect(checkCaption(`${caption} It is a pie chart.`, claims).errors).not.toEqual([]);
    }
  });

  it('asks what the graph answers', () => {
    for (const diagram of drawn) {
      const { graph } = diagram;
      for (const { question, answer } of kind.questions(diagram, new Random(2))) {
        const [, from, to] = /from "(.*)" to "(.*)"/.exec(question) ?? [];
        if (!from) continue;
        const edge = graph.edges.find(
          (one) => nodeOf(graph, one.from).label === from && nodeOf(graph, one.to).label === to,
        );
        if (question.startsWith('Does')) expect(answer).toBe(edge ? 'yes' : 'no');
        else expect(answer).toBe(edge?.label);
      }
    }
  });
});

describe('isClear', () => {
  it('sees a line through a box that is not its own, and boxes on one another', () => {
    const box = (x: number, y: number) => ({ x, y, width: 20, height: 20 });
    const graph = {
      ...{ title: 'T', topic: 't' },
      nodes: (['A', 'B', 'C'] as const).map((id) => ({ id, label: id, role: 'step' as const })),
      edges: [{ from: 'A', to: 'C', relation: 'flow' as const }],
    };
    const line = [
      { x: 20, y: 10 },
      { x: 100, y: 10 },
    ];
    const geometry = (middle: number) => ({
      ...{ width: 200, height: 100 },
      nodes: { A: box(0, 0), B: box(50, middle), C: box(100, 0) },
      edges: [{ points: line }],
    });
    expect(isClear(graph, geometry(40))).toBe(true);
    expect(isClear(graph, geometry(0))).toBe(false);
    expect(isClear(graph, { ...geometry(40), nodes: { A: box(0, 0), B: box(10, 10), C: box(100, 0) } })).toBe(false);
  });
});
