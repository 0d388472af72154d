import type { Random } from '../../../../base/random.js';
import type { Look, Tint } from '../look.js';
import type { ChartMark, ChartText } from '../sheet.js';
import type { QuestionList } from './question-list.js';

export interface LookQuestionOptions {
  title: string | null;
  geometry: { marks: readonly ChartMark[]; texts: readonly ChartText[] };
  look: Pick<Look, 'legendPlace'>;
  /** What the tints belong to, in their order. */
  owners: readonly string[];
  tints: readonly Tint[];
  list: QuestionList;
  random: Random;
}

/** Title, colours and the legend. */
export function askLooks({ title, geometry, look, owners, tints, list, random }: LookQuestionOptions): void {
  const { texts, marks } = geometry;
  const box = texts.find(({ role }) => role === 'title')?.box;
  if (title !== null) list.ask('reading', title, ['What is the title of the chart?', 'What does the title say?'], box);
  for (const text of texts.filter(({ role }) => role === 'axis')) {
    const axis = text.turn === 'up' ? 'vertical' : null;
    if (axis)
      list.ask(
        'reading',
        text.text,
        ['What is the label of the vertical axis?', 'What is written along the vertical axis?'],
        text.box,
      );
  }
  for (const at of random.sample([...tints.keys()], 2)) {
    const owner = owners[at];
    const where = marks.find((mark) => mark.series === owner || mark.category === owner)?.box;
    list.ask(
      'colour',
      tints[at].name,
      [`What colour is ${owner}?`.replace('is the bars', 'are the bars'), `Which colour stands for ${owner}?`],
      where,
    );
    const alike = tints.filter(({ name }) => name === tints[at].name);
    if (owners.length > 1 && alike.length === 1)
      list.ask(
        'reading',
        owner,
        [`What does ${tints[at].name} stand for?`, `What is shown in ${tints[at].name}?`],
        where,
      );
  }
  if (marks.some(({ kind }) => kind === 'legend')) {
    list.ask('structure', look.legendPlace, [
      'On which side is the legend?',
      'Where does the legend stand: left, right, top or bottom?',
    ]);
  }
}
