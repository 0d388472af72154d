import type { Random } from '../../../../base/random.js';

/** What a rule applies to. */
export interface Selector {
  css: string;
  says: string;
  /** Groups of declarations that make sense for it. */
  fits: readonly Group[];
}

export type Group = 'box' | 'type' | 'colour' | 'flex' | 'grid' | 'motion' | 'position' | 'list';

export interface Declaration {
  property: string;
  value: string;
  /** Completes `It …`: `sets the padding to 12 pixels`. */
  says: string;
}

/** Named colours of CSS that read as words. */
const COLOURS = [
  'navy',
  'teal',
  'crimson',
  'gold',
  'tomato',
  'ivory',
  'indigo',
  'salmon',
  'olive',
  'coral',
  'white',
] as const;

/** The element's part of a class name and what it is in words. */
const BLOCKS = [
  ...['card', 'banner', 'menu', 'sidebar', 'gallery', 'toolbar', 'profile', 'dialog', 'footer', 'price', 'badge'],
  ...['ticket', 'chart', 'notice', 'panel', 'quote', 'result', 'player', 'form', 'thumb'],
] as const;

export function drawSelectors(random: Random, count: number): Selector[] {
  const [a, b, c] = random.sample(BLOCKS, 3);
  const all: Selector[] = [
    { css: `.${a}`, says: `elements with the class "${a}"`, fits: ['box', 'type', 'colour', 'flex', 'grid'] },
    { css: `#${b}`, says: `the element with the id "${b}"`, fits: ['box', 'colour', 'position', 'flex'] },
    { css: `.${a} h2`, says: `second-level headings inside elements with the class "${a}"`, fits: ['type', 'colour'] },
    { css: `.${a} > p`, says: `paragraphs that are direct children of elements with the class "${a}"`, fits: ['type'] },
    {
      css: `.${c}:hover`,
      says: `elements with the class "${c}" while the pointer is over them`,
      fits: ['motion', 'colour'],
    },
    { css: 'body', says: 'the whole body of the page', fits: ['type', 'colour'] },
    { css: 'ul li', says: 'items of unordered lists', fits: ['list', 'type'] },
    { css: 'a:active', says: 'links while they are being clicked', fits: ['colour', 'motion'] },
    { css: 'input:focus', says: 'input fields that have the focus', fits: ['box', 'colour'] },
    { css: 'blockquote', says: 'quotations that are set off as blocks', fits: ['type', 'box', 'colour'] },
    { css: 'button[disabled]', says: 'buttons with the attribute "disabled"', fits: ['motion', 'colour'] },
    { css: `.${c} img`, says: `images inside elements with the class "${c}"`, fits: ['box', 'motion'] },
    { css: 'tr:nth-child(even)', says: 'every table row with an even number', fits: ['colour'] },
    {
      css: `.${b}, .${c}`,
      says: `elements with the class "${b}" and elements with the class "${c}"`,
      fits: ['box', 'flex', 'type'],
    },
    { css: 'header nav', says: 'navigation blocks inside a header', fits: ['flex', 'position', 'colour'] },
  ];
  return random.sample(all, count);
}

/** Different properties that fit a selector; `room` at most. */
export function drawDeclarations(random: Random, { fits }: Selector, room: number): Declaration[] {
  const seen = new Set<string>();
  const flow = fits.includes('grid') && random.chance(0.5) ? 'grid' : 'flex';
  const groups = fits.filter((group) => (group !== 'flex' && group !== 'grid') || group === flow);
  const chosen: Declaration[] = [];
  for (const declaration of random.shuffle(groups.flatMap((group) => GROUPS[group](random)))) {
    if (seen.has(declaration.property) || chosen.length >= room) continue;
    seen.add(declaration.property);
    chosen.push(declaration);
  }
  const need = chosen.map(({ property }) => NEEDS[property]).find((wanted) => wanted && !seen.has(wanted));
  if (!need) return chosen.sort((x, y) => Number(leads(y)) - Number(leads(x)));
  const lead = need === 'position' ? STICKY : flow === 'grid' ? GRID : FLEX;
  return [lead, ...chosen.slice(0, Math.max(1, room - 1))];
}

/** Properties that do nothing without another one, which then stands first. */
const NEEDS: Readonly<Record<string, string>> = {
  ...{ gap: 'display', 'flex-direction': 'display', 'align-items': 'display', 'justify-content': 'display' },
  ...{ 'grid-template-columns': 'display', top: 'position', 'z-index': 'position' },
};
const leads = ({ property }: Declaration): boolean => Object.values(NEEDS).includes(property);

const FLEX: Declaration = { property: 'display', value: 'flex', says: 'lays the children out as a flexible box' };
const STICKY: Declaration = {
  ...{ property: 'position', value: 'sticky', says: 'lets the element stick to the edge while the page scrolls' },
};
const GRID: Declaration = { property: 'display', value: 'grid', says: 'lays the children out as a grid' };

const pixels = (random: Random, low: number, high: number): number => random.integer(low, high);

const GROUPS: Record<Group, (random: Random) => Declaration[]> = {
  box: (random) => {
    const [padding, margin, radius, line, wide] = [
      ...[pixels(random, 4, 32), pixels(random, 4, 40), pixels(random, 2, 16), pixels(random, 1, 4)],
      random.integer(20, 90) * 10,
    ];
    const style = random.pick(['solid', 'dashed', 'dotted']);
    const colour = random.pick(COLOURS);
    return [
      {
        property: 'padding',
        value: `${padding}px`,
        says: `leaves ${padding} pixels of space between border and content`,
      },
      {
        property: 'margin-bottom',
        value: `${margin}px`,
        says: `keeps a distance of ${margin} pixels to what follows below`,
      },
      { property: 'border-radius', value: `${radius}px`, says: `rounds the corners with a radius of ${radius} pixels` },
      {
        ...{ property: 'border', value: `${line}px ${style} ${colour}` },
        says: `draws a ${style} ${colour} border ${line} ${line === 1 ? 'pixel' : 'pixels'} wide`,
      },
      { property: 'max-width', value: `${wide}px`, says: `limits the width to ${wide} pixels` },
      { property: 'box-sizing', value: 'border-box', says: 'counts padding and border as part of the width' },
    ];
  },
  type: (random) => {
    const [size, weight] = [pixels(random, 12, 36), random.pick([400, 500, 600, 700])];
    const align = random.pick([
      ['center', 'centres the text'],
      ['right', 'aligns the text at the right edge'],
      ['justify', 'aligns the text at both edges'],
    ]);
    const height = random.pick(['1.2', '1.4', '1.5', '1.8']);
    return [
      { property: 'font-size', value: `${size}px`, says: `sets the font size to ${size} pixels` },
      { property: 'font-weight', value: String(weight), says: `sets the font weight to ${weight}` },
      { property: 'line-height', value: height, says: `makes each line ${height} times as high as the font` },
      { property: 'text-align', value: align[0], says: align[1] },
      { property: 'text-transform', value: 'uppercase', says: 'shows all letters as capitals' },
      { property: 'font-style', value: 'italic', says: 'slants the letters' },
    ];
  },
  colour: (random) => {
    const [ground, ink] = random.sample(COLOURS, 2);
    const share = random.integer(3, 9);
    return [
      { property: 'background-color', value: ground, says: `paints the background in ${ground}` },
      { property: 'color', value: ink, says: `writes the text in ${ink}` },
      { property: 'opacity', value: `0.${share}`, says: `lowers the opacity to 0.${share}` },
      {
        ...{ property: 'box-shadow', value: `0 ${share}px ${2 * share}px gray` },
        says: `casts a gray shadow moved down by ${share} pixels with a blur of ${2 * share} pixels`,
      },
    ];
  },
  flex: (random) => {
    const gap = pixels(random, 4, 28);
    return [
      FLEX,
      { property: 'flex-direction', value: 'column', says: 'stacks the children from top to bottom' },
      { property: 'align-items', value: 'center', says: 'centres the children across the main direction' },
      {
        property: 'justify-content',
        value: 'space-between',
        says: 'spreads the children so that the free space lies between them',
      },
      { property: 'gap', value: `${gap}px`, says: `puts ${gap} pixels between neighbouring children` },
    ];
  },
  grid: (random) => {
    const [columns, gap] = [random.integer(2, 5), pixels(random, 4, 28)];
    return [
      GRID,
      {
        property: 'grid-template-columns',
        value: `repeat(${columns}, 1fr)`,
        says: `makes ${columns} columns of equal width`,
      },
      { property: 'gap', value: `${gap}px`, says: `puts ${gap} pixels between neighbouring cells` },
    ];
  },
  motion: (random) => {
    const [time, scale, turn] = [random.integer(1, 9), random.integer(2, 9), random.integer(2, 15)];
    return [
      {
        property: 'transition',
        value: `all 0.${time}s ease`,
        says: `lets every change run smoothly over 0.${time} seconds`,
      },
      random.chance(0.5)
        ? { property: 'transform', value: `scale(1.${scale})`, says: `enlarges the element by the factor 1.${scale}` }
        : { property: 'transform', value: `rotate(${turn}deg)`, says: `turns the element by ${turn} degrees` },
      { property: 'cursor', value: 'pointer', says: 'shows a pointing hand as the cursor' },
    ];
  },
  position: (random) => {
    const [top, level] = [pixels(random, 2, 24), random.integer(2, 99)];
    return [
      STICKY,
      { property: 'top', value: `${top}px`, says: `keeps it ${top} pixels away from the top` },
      { property: 'z-index', value: String(level), says: `gives it the stacking level ${level}` },
      { property: 'width', value: '100%', says: 'makes it as wide as its container' },
    ];
  },
  list: (random) => {
    const space = pixels(random, 4, 24);
    return [
      { property: 'list-style', value: 'none', says: 'removes the bullets' },
      { property: 'margin-left', value: `${space}px`, says: `indents it by ${space} pixels` },
      { property: 'padding', value: `${space}px 0`, says: `adds ${space} pixels of space above and below` },
    ];
  },
};
