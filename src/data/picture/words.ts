/** Names of bars and table rows: common nouns of three to six letters, none of them a colour, a shape or a title word. */
export const NOUNS = [
  ...['ant', 'apple', 'bear', 'bee', 'bird', 'boat', 'book', 'bread', 'bus', 'cake', 'car', 'cat', 'chair', 'corn'],
  ...['crab', 'desk', 'dog', 'duck', 'fig', 'fish', 'fox', 'frog', 'grape', 'horse', 'lamp', 'leaf', 'lemon', 'lion'],
  ...['melon', 'milk', 'moss', 'owl', 'pear', 'plum', 'rain', 'rice', 'rose', 'snow', 'tea', 'tiger', 'train', 'tree'],
  ...['wind', 'wolf'],
] as const;

/** What a chart or a table column of numbers can be about; singular, so that `the price of apple` reads well. */
export const MEASURES = ['price', 'stock', 'score', 'size', 'age', 'rank', 'cost', 'speed', 'load', 'pay'] as const;

/** Optional first word of a chart title. */
export const PERIODS = ['daily', 'weekly', 'yearly', 'total', 'mean', 'new', 'old'] as const;

/** Words of a table column of places and of one of days. */
export const PLACES = ['park', 'shop', 'home', 'farm', 'city', 'lake', 'school', 'beach'] as const;
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Places counted from the left or from the top. */
export const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'] as const;

/** The word with its indefinite article: `a star`, `an orange star`. */
export function withArticle(words: string): string {
  return `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`;
}

/** `1 bar`, `2 bars`, `3 crosses`. */
export function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : plural(noun)}`;
}

/** The plural of a regular noun. */
export function plural(noun: string): string {
  return noun + (/(s|x|ch|sh)$/.test(noun) ? 'es' : 's');
}
