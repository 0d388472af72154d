import { numbersOf, type Topic, WORDS } from './topic.js';

/** Walking through lists of numbers and of words. */
export const LISTS: readonly Topic[] = [
  (random) => ({
    code: `
def sum_of(values: list) -> int
  total = 0  # \`total\` starts at 0
  for value in values  # the loop visits every element
    total += value  # and adds it to \`total\`
  return total`,
    purpose: 'adds up all elements of a list',
    values: [numbersOf(random, random.integer(4, 6), 1, 30)],
  }),
  (random) => ({
    code: `
def largest(values: list) -> int
  best = values[0]  # the first element is taken as the largest so far
  for value in values  # then every element is compared with it
    if value > best  # if an element is larger
      best = value  # ~, it becomes the new largest value
  return best`,
    purpose: 'finds the largest element of a list that is not empty',
    values: [numbersOf(random, random.integer(4, 6), 1, 99)],
  }),
  (random) => ({
    code: `
def smallest(values: list) -> int
  least = values[0]  # \`least\` starts with the first element
  for i in 1..size(values)  # the loop begins with the second element
    if values[i] < least  # an element that is smaller than \`least\`
      least = values[i]  # ~ replaces it
  return least`,
    purpose: 'returns the smallest element of a list with at least one element',
    values: [numbersOf(random, random.integer(4, 6), 1, 99)],
  }),
  (random) => {
    const limit = random.integer(10, 40);
    return {
      code: `
def count_above(values: list, limit: int) -> int
  count = 0  # the counter starts at 0
  for value in values  # all elements are visited one after the other
    if value > limit  # only elements that are greater than \`limit\` matter
      count += 1  # for each of them the counter grows by one
  return count`,
      purpose: 'counts the elements of a list that are greater than a limit',
      values: [numbersOf(random, 6, 1, 60), limit],
    };
  },
  (random) => {
    const divisor = random.integer(2, 5);
    return {
      code: `
def keep_multiples(values: list) -> list
  kept = []  # an empty list named \`kept\` is made
  for value in values  # every element is tested
    if value % ${divisor} == 0  # if ${divisor} divides it without remainder
      push(kept, value)  # ~, it is appended to \`kept\`
  return kept  # the list of collected elements is returned`,
      purpose: `collects the elements of a list that are multiples of ${divisor}`,
      values: [numbersOf(random, 7, 1, 40)],
    };
  },
  (random) => {
    const [factor, offset] = [random.integer(2, 9), random.integer(1, 9)];
    return {
      code: `
def transform(values: list) -> list
  result = []  # the result starts as an empty list
  for value in values  # for every element
    push(result, value * ${factor} + ${offset})  # ~, its product with ${factor}, increased by ${offset}, is appended
  return result`,
      purpose: `makes a new list in which every element is multiplied by ${factor} and then increased by ${offset}`,
      values: [numbersOf(random, random.integer(3, 5), 1, 12)],
    };
  },
  (random) => ({
    code: `
def running_totals(values: list) -> list
  totals = []  # \`totals\` starts empty
  sum_so_far = 0  # and the sum starts at 0
  for value in values  # each element in turn
    sum_so_far += value  # ~ is added to the sum
    push(totals, sum_so_far)  # and the sum reached so far is appended to \`totals\`
  return totals`,
    purpose: 'computes the running totals of a list',
    values: [numbersOf(random, random.integer(4, 5), 1, 20)],
  }),
  (random) => ({
    code: `
def reversed_copy(values: list) -> list
  turned = []  # \`turned\` is an empty list
  i = size(values) - 1  # \`i\` starts at the place of the last element
  while i >= 0  # the loop goes backwards until the first element has been handled
    push(turned, values[i])  # the element at that place is appended
    i -= 1  # and the place moves one step towards the front
  return turned`,
    purpose: 'makes a copy of a list in reverse order',
    values: [numbersOf(random, random.integer(4, 6), 1, 50)],
  }),
  (random) => ({
    code: `
def average(values: list) -> float
  total = 0  # the sum starts at 0
  for value in values  # every element of the list
    total += value  # ~ is added to it
  return total / size(values)  # dividing the sum by the number of elements gives the mean`,
    purpose: 'computes the arithmetic mean of a list',
    values: [
      ((list) => {
        const rest = list.reduce((sum, value) => sum + value, 0) % 4;
        return [...list, 40 + ((6 - rest) % 4)];
      })(numbersOf(random, 3, 1, 30)),
    ],
  }),
  (random) => ({
    code: `
def is_sorted(values: list) -> bool
  for i in 1..size(values)  # starting with the second element
    if values[i] < values[i - 1]  # ~, each element is compared with the one before it
      return false  # a smaller element ends the search at once, because the order is broken
  return true  # when all neighbours are in order, the answer is true`,
    purpose: 'checks whether the elements of a list never get smaller from one to the next',
    values: [((list) => (random.chance(0.5) ? [...list].sort((a, b) => a - b) : list))(numbersOf(random, 5, 1, 50))],
  }),
  (random) => ({
    code: `
def spread(values: list) -> int
  low = values[0]  # both \`low\`
  high = values[0]  # and \`high\` start with the first element
  for value in values  # then all elements are visited
    if value < low  # a smaller one
      low = value  # ~ lowers \`low\`
    if value > high  # a larger one
      high = value  # ~ raises \`high\`
  return high - low  # the difference of the two is the result`,
    purpose: 'computes the difference between the largest and the smallest element',
    values: [numbersOf(random, random.integer(4, 6), 1, 80)],
  }),
  (random) => ({
    code: `
def longest_run(values: list) -> int
  best = 1  # the best run so far has length 1
  length = 1  # and so has the current run
  for i in 1..size(values)  # every element after the first is compared with its predecessor
    if values[i] == values[i - 1]  # when the two are equal
      length += 1  # ~, the current run grows
    else  # ; otherwise
      length = 1  # ~ a new run begins
    if length > best  # a run that is longer than all before
      best = length  # ~ is remembered
  return best`,
    purpose: 'finds the length of the longest run of equal neighbours in a list',
    values: [Array.from({ length: 8 }, () => random.integer(1, 2))],
  }),
  (random) => {
    const count = random.integer(3, 4);
    return {
      code: `
def dot_product(first: list, second: list) -> int
  total = 0  # the sum starts at 0
  for i in 0..size(first)  # \`i\` runs through the places of the first list
    total += first[i] * second[i]  # the elements of both lists at that place are multiplied and added
  return total`,
      purpose: 'computes the dot product of two lists of the same length',
      values: [numbersOf(random, count, 1, 9), numbersOf(random, count, 1, 9)],
    };
  },
  (random) => ({
    code: `
def without_duplicates(values: list) -> list
  unique = []  # \`unique\` starts as an empty list
  for value in values  # every element is examined
    known = false  # at first it counts as not known
    for other in unique  # the elements kept so far are compared with it
      if other == value  # if one of them is equal
        known = true  # ~, it is known already
    if not known  # only an element that is not known
      push(unique, value)  # ~ is appended
  return unique`,
    purpose: 'removes repeated elements and keeps the first of each',
    values: [Array.from({ length: 7 }, () => random.integer(1, 5))],
  }),
  (random) => ({
    code: `
def count_short(words: words, limit: int) -> int
  count = 0  # \`count\` starts at 0
  for word in words  # all words are visited
    if size(word) <= limit  # a word with at most \`limit\` letters
      count += 1  # ~ is counted
  return count`,
    purpose: 'counts the words that have no more than a given number of letters',
    values: [random.sample(WORDS, 5), random.integer(5, 6)],
  }),
  (random) => ({
    code: `
def join_words(words: words) -> text
  line = ""  # the result starts as an empty text
  for word in words  # each word
    if size(line) > 0  # ~ is preceded, unless it is the first,
      line = line + "${'-'}"  # ~ by a hyphen
    line = line + word  # and is then appended itself
  return line`,
    purpose: 'joins words into one text with hyphens between them',
    values: [random.sample(WORDS, 3)],
  }),
  (random) => ({
    code: `
def longest_word(words: words) -> text
  best = words[0]  # the first word is the candidate
  for word in words  # it is compared with all words
    if size(word) > size(best)  # a word with more letters
      best = word  # ~ takes its place
  return best`,
    purpose: 'returns the first of the longest words in a list',
    values: [random.sample(WORDS, 4)],
  }),
  (random) => ({
    code: `
def rotate_left(values: list, steps: int) -> list
  moved = []  # \`moved\` starts empty
  for i in 0..size(values)  # every place \`i\` of the result is filled in order
    push(moved, values[(i + steps) % size(values)])  # ~ with the element that stands \`steps\` places further on, counted around the end
  return moved`,
    purpose: 'turns a list to the left, so that elements leaving the front come back at the end',
    values: [numbersOf(random, 5, 1, 30), random.integer(1, 3)],
  }),
];
