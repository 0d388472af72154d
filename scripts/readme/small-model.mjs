import { lastRun, limitsSentence, percent, withRange } from './beside.mjs';
import { number, table } from './rows.mjs';

/** tesserae-nano end to end here and in transformers: the last run (`bench/rows/small-model.jsonl`). */
export function smallModelTable(rows) {
  const [limits, ...run] = lastRun(rows);
  if (!limits) return 'Not measured yet: `node dist-bench/bench/small-model.js`.';
  const answers = run.filter(({ part }) => part === 'answer');
  return [
    limitsSentence(limits),
    loadTable(run.filter(({ part }) => part === 'load')),
    answerTable(answers),
    agreement(answers),
    ...run.filter(({ part }) => part === 'transformers.js').map(otherSentence),
  ].join('\n\n');
}

function loadTable(loads) {
  const columns = [
    ['loading', ({ runtime }) => runtime],
    ['ms', ({ ms, msRange }) => withRange(ms, msRange)],
    ['ms to import the packages before', ({ importMs }) => number(importMs)],
  ];
  return table(columns, loads);
}

function answerTable(answers) {
  const peer = ({ picture, runtime }) =>
    answers.find((other) => other.picture === picture && other.runtime !== runtime && runtime.startsWith('tesserae'));
  const times = (field) => (row) => {
    const other = peer(row)?.[field];
    return other === undefined || row[field] === undefined ? '' : number(other / row[field], 2);
  };
  const columns = [
    ['picture', ({ picture }) => picture],
    ['runtime', ({ runtime }) => runtime],
    ['prompt', ({ promptTokens }) => number(promptTokens)],
    ['new', ({ newTokens }) => number(newTokens)],
    ['first token ms', ({ firstTokenMs, firstTokenRange }) => withRange(firstTokenMs, firstTokenRange, 1)],
    ['times as fast', times('firstTokenMs')],
    ['of the product', ({ gemmShare }) => percent(gemmShare)],
    ['tokens a second', ({ tokensPerSecond }) => number(tokensPerSecond)],
    ['times as fast', times('decodeMs')],
    ['GB/s of weights', ({ weightGigabytesPerSecond }) => number(weightGigabytesPerSecond, 1)],
    ['of the copy', ({ copyShare }) => percent(copyShare)],
  ];
  return table(columns, answers);
}

function agreement(answers) {
  const own = answers.filter(({ runtime }) => runtime.startsWith('tesserae'));
  const same = own.filter(({ sameTokens }) => sameTokens).length;
  return `Greedy tokens are the same for ${number(same)} of ${number(own.length)} pictures.`;
}

const otherSentence = ({ runtime, answer }) =>
  answer === null
    ? `${runtime} loads the folder too, but is not measured.`
    : `${runtime} does not run the model; it answers: \`${answer}\``;
