import { type Topic, WORDS } from './topic.js';

/** Letters and texts. */
export const TEXTS: readonly Topic[] = [
  (random) => {
    const word = random.pick(WORDS);
    return {
      code: `
def count_letter(text: text, wanted: letter) -> int
  count = 0  # the counter starts at 0
  for letter in text  # the loop reads the text letter by letter
    if letter == wanted  # a letter that equals \`wanted\`
      count += 1  # ~ raises the counter by one
  return count`,
      purpose: 'counts how often one letter occurs in a text',
      values: [word, random.pick([...word])],
    };
  },
  (random) => ({
    code: `
def is_vowel(letter: letter) -> bool
  return letter == "a" or letter == "e" or letter == "i" or letter == "o" or letter == "u"  # a letter is a vowel if it is a, e, i, o or u

def count_vowels(text: text) -> int
  count = 0  # \`count\` starts at 0
  for letter in text  # every letter of the text
    if is_vowel(letter)  # ~ is handed to the helper, and if it is a vowel
      count += 1  # the counter grows
  return count`,
    purpose: 'counts the vowels of a text in lower case',
    values: [random.pick(WORDS)],
  }),
  (random) => ({
    code: `
def is_palindrome(text: text) -> bool
  left = 0  # \`left\` marks the first letter
  right = size(text) - 1  # and \`right\` the last
  while left < right  # until the two marks meet
    if text[left] != text[right]  # ~, the letters under them are compared
      return false  # two different letters settle the matter
    left += 1  # then both marks
    right -= 1  # ~ move one step inwards
  return true  # a text without any difference reads the same in both directions`,
    purpose: 'checks whether a text reads the same forwards and backwards',
    values: [random.pick(['level', 'rotor', 'noon', 'civic', 'radar', 'kayak', ...random.sample(WORDS, 5)])],
  }),
  (random) => ({
    code: `
def reverse_text(text: text) -> text
  turned = ""  # \`turned\` starts as an empty text
  for letter in text  # each letter, from first to last,
    turned = letter + turned  # ~ is put in front of what was collected before
  return turned`,
    purpose: 'returns a text with its letters in reverse order',
    values: [random.pick(WORDS)],
  }),
  (random) => {
    const word = random.pick(WORDS);
    return {
      code: `
def find_letter(text: text, wanted: letter) -> int
  for i in 0..size(text)  # \`i\` runs over all places of the text, counted from zero
    if text[i] == wanted  # as soon as the wanted letter is met
      return i  # ~, its place is returned
  return -1  # a text without that letter gives minus one`,
      purpose: 'finds the first place of a letter in a text',
      values: [word, random.chance(0.8) ? random.pick([...word]) : 'q'],
    };
  },
  (random) => {
    const times = random.integer(2, 4);
    return {
      code: `
def repeat_text(text: text, times: int) -> text
  result = ""  # the result starts empty
  for round in 0..times  # in each of \`times\` rounds
    result = result + text  # ~ the text is appended once
  return result`,
      purpose: 'repeats a text a given number of times',
      values: [random.pick(WORDS), times],
    };
  },
  (random) => ({
    code: `
def starts_with(text: text, prefix: text) -> bool
  if size(prefix) > size(text)  # a prefix that is longer than the text cannot fit
    return false
  for i in 0..size(prefix)  # otherwise the places of the prefix are compared one by one
    if text[i] != prefix[i]  # ~ with the same places of the text
      return false  # the first difference gives the answer
  return true`,
    purpose: 'tests whether a text begins with a given prefix',
    values: ((word) => [word, random.chance(0.5) ? word.slice(0, 3) : random.pick(WORDS).slice(0, 3)])(
      random.pick(WORDS),
    ),
  }),
  (random) => {
    const [first, second] = random.sample(WORDS, 2);
    return {
      code: `
def differing_places(first: text, second: text) -> int
  count = 0  # \`count\` starts at 0
  for i in 0..size(first)  # all places of the first text are visited
    if first[i] != second[i]  # where the two letters differ
      count += 1  # ~, the counter grows by one
  return count`,
      purpose: 'computes the Hamming distance of two texts of equal length',
      values: [first.slice(0, 5).padEnd(5, 'a'), second.slice(0, 5).padEnd(5, 'e')],
    };
  },
  (random) => {
    const word = random.pick(WORDS);
    return {
      code: `
def remove_letter(text: text, unwanted: letter) -> text
  kept = ""  # \`kept\` starts as an empty text
  for letter in text  # each letter is looked at
    if letter != unwanted  # and every letter other than \`unwanted\`
      kept = kept + letter  # ~ is appended to \`kept\`
  return kept`,
      purpose: 'returns a text without any occurrence of one letter',
      values: [word, random.pick([...word])],
    };
  },
  (random) => ({
    code: `
def has_double(text: text) -> bool
  for i in 1..size(text)  # from the second letter on
    if text[i] == text[i - 1]  # ~, each letter is compared with its neighbour on the left
      return true  # two equal neighbours are enough
  return false  # if no pair was found, the answer is false`,
    purpose: 'tells whether a text holds the same letter twice in a row',
    values: [random.pick(WORDS)],
  }),
  (random) => {
    const mark = random.pick(['*', '-', '.']);
    return {
      code: `
def pad_left(text: text, width: int) -> text
  padded = text  # \`padded\` starts as the text itself
  while size(padded) < width  # as long as it is too short
    padded = "${mark}" + padded  # ~, the character ${mark} is put in front of it
  return padded`,
      purpose: 'fills a text on its left side until it has a given width',
      values: [random.pick(WORDS), random.integer(9, 12)],
    };
  },
];
