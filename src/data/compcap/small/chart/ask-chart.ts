import type { Random } from '../../../../base/random.js';
import type { Tint } from '../../chart/look.js';
import type { ChartMark, ChartText } from '../../chart/sheet.js';
import type { QuestionForm } from '../question-form.js';

export interface ChartQuestions {
  /** As captions call it: `bar chart`. */
  type: string;
  title: string | null;
  geometry: { marks: readonly ChartMark[]; texts: readonly ChartText[] };
  /** What each tint belongs to. */
  owners: readonly string[];
  tints: readonly Tint[];
  form: QuestionForm;
  random: Random;
}

/** Type, title and colours of a chart. */
export function askChart({ type, title, geometry, owners, tints, form, random }: ChartQuestions): void {
  const { marks, texts } = geometry;
  form.ask('structure', type, ['What kind of chart is this?', 'Which kind of chart is shown?']);
  const box = texts.find(({ role }) => role === 'title')?.box;
  if (title !== null)
    form.ask('reading', title, ['What is the title of the chart?', 'What does the title say?'], { box });
  for (const at of random.sample([...tints.keys()], 2)) {
    const owner = owners[at];
    const where = marks.find(({ series, category }) => series === owner || category === owner)?.box;
    const beside = where ? { box: where } : {};
    const verb = owner.startsWith('the ') && owner.endsWith('s') ? 'are' : 'is';
    form.ask('colour', tints[at].name, [`What color ${verb} ${owner}?`], beside);
    if (owners.length > 1)
      form.ask('reading', owner, [`What is ${tints[at].name}?`, `Which name is ${tints[at].name}?`], beside);
  }
}
