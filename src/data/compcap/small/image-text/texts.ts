import type { Random } from '../../../../base/random.js';
import { DAYS, PLACES, THINGS } from '../words.js';

/** Two to four words for a picture. */
export function drawWords(random: Random): string {
  const [a, b] = random.sample(THINGS, 2);
  const [place, day] = [random.pick(PLACES), random.pick(DAYS)];
  const text = random.pick([
    `${a} ${random.integer(1, 99)}`,
    `${a} and ${b}`,
    `${a} at the ${place}`,
    `${place} on ${day}`,
    `new ${a}`,
    `old ${a} ${place}`,
    `no ${a} on ${day}`,
    `${day} is ${a} day`,
    `a ${a} for the ${b}`,
    `more ${a}`,
    `${place} ${random.integer(1, 99)}`,
  ]);
  if (random.chance(0.1)) return text.toUpperCase();
  return random.chance(0.2) ? `${text}${random.pick(['!', '.'])}` : text;
}

/** One or two short sentences for a page. */
export function drawLines(random: Random): string {
  return random.chance(0.5) ? drawSentence(random) : `${drawSentence(random)} ${drawSentence(random)}`;
}

function drawSentence(random: Random): string {
  const [a, b] = random.sample(THINGS, 2);
  const [place, day] = [random.pick(PLACES), random.pick(DAYS)];
  return random.pick([
    `The ${a} is at the ${place}.`,
    `We have ${random.integer(2, 99)} ${a} and ${random.integer(2, 99)} ${b}.`,
    `No ${a} on ${day}.`,
    `The ${place} is open on ${day}.`,
    `The ${a} has the ${b}.`,
    `Call ${random.integer(100, 999)} for ${a}.`,
    `The price is ${random.integer(1, 99)}.`,
  ]);
}
