import { numbersOf, type Topic } from './topic.js';

/** Searching, sorting, merging, and rules with several cases. */
export const SEARCHING: readonly Topic[] = [
  (random) => {
    const list = numbersOf(random, 6, 1, 60);
    return {
      code: `
def find(values: list, target: int) -> int
  for i in 0..size(values)  # the places are tried from first to last
    if values[i] == target  # when the element equals \`target\`
      return i  # ~, its place, counted from zero, is returned
  return -1  # minus one tells that the element is missing`,
      purpose: 'searches a list from front to back for a value',
      values: [list, random.chance(0.8) ? random.pick(list) : 77],
    };
  },
  (random) => {
    const list = numbersOf(random, 7, 1, 80).sort((a, b) => a - b);
    return {
      code: `
def binary_search(values: list, target: int) -> int
  low = 0  # the search begins with the whole list, from place 0
  high = size(values) - 1  # ~ to the last place
  while low <= high  # as long as something is left to search
    middle = (low + high) // 2  # ~, the place in the middle is computed
    if values[middle] == target  # if the wanted value is there
      return middle  # ~, the search is over
    elif values[middle] < target  # if the element is too small
      low = middle + 1  # ~, the search goes on to the right of the middle
    else  # ; otherwise
      high = middle - 1  # ~ it goes on to the left
  return -1  # when nothing is left, minus one is returned`,
      purpose: 'finds a value in a sorted list by halving the part that is searched',
      values: [list, random.chance(0.8) ? random.pick(list) : 99],
    };
  },
  (random) => ({
    code: `
def bubble_sort(values: list) -> list
  for round in 0..size(values)  # as many rounds are made as there are elements
    for i in 0..size(values) - 1 - round  # each round compares neighbours and leaves out the end that is already in order
      if values[i] > values[i + 1]  # when the left one is larger
        keep = values[i]  # ~, it is set aside in \`keep\`
        values[i] = values[i + 1]  # the right one moves to the left
        values[i + 1] = keep  # and the larger one is put behind it
  return values`,
    purpose: 'sorts a list in ascending order with bubble sort',
    values: [numbersOf(random, random.integer(4, 6), 1, 50)],
  }),
  (random) => ({
    code: `
def insertion_sort(values: list) -> list
  for i in 1..size(values)  # beginning with the second element
    current = values[i]  # ~, each element is taken out as \`current\`
    j = i - 1  # \`j\` starts just before it
    while j >= 0 and values[j] > current  # as long as an element further left is larger
      values[j + 1] = values[j]  # ~, that element moves one place to the right
      j -= 1  # and \`j\` moves one place to the left
    values[j + 1] = current  # at last \`current\` is put into the gap
  return values`,
    purpose: 'sorts a list in ascending order with insertion sort',
    values: [numbersOf(random, random.integer(4, 6), 1, 50)],
  }),
  (random) => ({
    code: `
def selection_sort(values: list) -> list
  for i in 0..size(values)  # place by place
    least = i  # ~, the place itself is taken as that of the least element
    for j in i + 1..size(values)  # all places behind it are compared
      if values[j] < values[least]  # and a smaller element
        least = j  # ~ makes its place the new one
    keep = values[i]  # then the element at the front is set aside
    values[i] = values[least]  # the least one takes its place
    values[least] = keep  # and the other goes where the least one was
  return values`,
    purpose: 'sorts a list in ascending order with selection sort',
    values: [numbersOf(random, random.integer(4, 6), 1, 50)],
  }),
  (random) => ({
    code: `
def merge(left: list, right: list) -> list
  merged = []  # \`merged\` starts empty
  i = 0  # \`i\` is the place in the left list
  j = 0  # and \`j\` the place in the right one
  while i < size(left) and j < size(right)  # as long as both lists have elements left
    if left[i] <= right[j]  # ~, the smaller of the two front elements is taken: if it is the left one
      push(merged, left[i])  # ~, it is appended
      i += 1  # and \`i\` moves on
    else  # ; if not
      push(merged, right[j])  # ~, the right one is appended
      j += 1  # and \`j\` moves on
  while i < size(left)  # what is left over in the left list
    push(merged, left[i])  # ~ follows at the end
    i += 1
  while j < size(right)  # and so does the rest of the right list
    push(merged, right[j])
    j += 1
  return merged`,
    purpose: 'merges two sorted lists into one sorted list',
    values: [numbersOf(random, 3, 1, 40).sort((a, b) => a - b), numbersOf(random, 3, 1, 40).sort((a, b) => a - b)],
  }),
  (random) => {
    const list = numbersOf(random, 5, 1, 20);
    return {
      code: `
def has_pair(values: list, target: int) -> bool
  for i in 0..size(values)  # each element
    for j in i + 1..size(values)  # ~ is combined with all elements behind it
      if values[i] + values[j] == target  # if the two add up to \`target\`
        return true  # ~, a pair is found
  return false  # without such a pair the answer is false`,
      purpose: 'checks whether two elements of a list add up to a target',
      values: [list, random.chance(0.6) ? list[0] + list[3] : 50],
    };
  },
  (random) => {
    const low = random.integer(1, 20);
    return {
      code: `
def clamp(value: int, low: int, high: int) -> int
  if value < low  # a value below \`low\`
    return low  # ~ is raised to \`low\`
  if value > high  # a value above \`high\`
    return high  # ~ is lowered to \`high\`
  return value  # any other value stays as it is`,
      purpose: 'forces a value into the range from `low` to `high`',
      values: [random.integer(0, 90), low, low + random.integer(10, 40)],
    };
  },
  (random) => {
    const [a, b, c] = [random.integer(88, 92), random.integer(75, 80), random.integer(50, 62)];
    return {
      code: `
def grade(points: int) -> letter
  if points >= ${a}  # with ${a} points or more
    return "A"  # ~, the grade is A
  elif points >= ${b}  # from ${b} points on
    return "B"  # ~, it is B
  elif points >= ${c}  # from ${c} points on
    return "C"  # ~, it is C
  return "F"  # with fewer points it is F`,
      purpose: 'turns points into a grade',
      values: [random.integer(40, 100)],
    };
  },
  (random) => {
    const [small, large] = [random.integer(3, 9), random.integer(10, 25)];
    const free = random.integer(5, 12) * 10;
    return {
      code: `
def shipping_cost(order: int, weight: int) -> int
  if order >= ${free}  # an order of at least ${free}
    return 0  # ~ is sent free of charge
  if weight <= 5  # a parcel of up to 5 kilograms
    return ${small}  # ~ costs ${small}
  return ${large}  # and a heavier one costs ${large}`,
      purpose: 'computes what it costs to send an order of a given price and weight',
      values: [random.integer(10, 130), random.integer(1, 12)],
    };
  },
  (random) => ({
    code: `
def is_leap(year: int) -> bool
  if year % 400 == 0  # years that 400 divides are leap years
    return true
  if year % 100 == 0  # of the others, those that 100 divides are not
    return false
  return year % 4 == 0  # all remaining years are leap years exactly when 4 divides them`,
    purpose: 'decides whether a year of the Gregorian calendar is a leap year',
    values: [random.pick([1900, 2000, 2023, 2024, 1996, 2100, 1987, 2012])],
  }),
  (random) => ({
    code: `
def climb(steps: int) -> int
  ways = [1, 1]  # the list \`ways\` starts with two ones
  for i in 2..steps + 1  # for every further step
    push(ways, ways[i - 1] + ways[i - 2])  # ~, the sum of the last two entries is appended
  return ways[steps]  # the entry at the place \`steps\` is the answer`,
    purpose: 'counts the ways to climb a staircase when each stride takes one or two steps',
    values: [random.integer(3, 12)],
  }),
  (random) => ({
    code: `
def least_coins(amount: int, coins: list) -> int
  count = 0  # \`count\` starts at 0
  for coin in coins  # the coins are tried from the largest to the smallest
    count += amount // coin  # as many of each as possible are taken
    amount = amount % coin  # and \`amount\` keeps what is left
  return count`,
    purpose: 'counts how many coins pay an amount when the largest coins are taken first',
    values: [
      random.integer(13, 199),
      random.pick([
        [50, 20, 10, 5, 2, 1],
        [25, 10, 5, 1],
        [100, 50, 20, 10, 5, 1],
      ]),
    ],
  }),
  (random) => ({
    code: `
def max_profit(prices: list) -> int
  lowest = prices[0]  # the first price is the lowest so far
  profit = 0  # and the profit starts at 0
  for price in prices  # day by day
    if price < lowest  # ~, a lower price
      lowest = price  # ~ is remembered for buying
    if price - lowest > profit  # if selling today would earn more than all before
      profit = price - lowest  # ~, that gain is kept
  return profit`,
    purpose: 'finds the largest gain from buying once and selling later',
    values: [numbersOf(random, 6, 5, 40)],
  }),
];
