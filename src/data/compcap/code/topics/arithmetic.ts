import { numbersOf, type Topic } from './topic.js';

/** Whole numbers: factors, digits, powers, sequences. */
export const ARITHMETIC: readonly Topic[] = [
  (random) => ({
    code: `
def factorial(n: int) -> int
  product = 1  # \`product\` starts at 1
  for i in 2..n + 1  # the loop runs through all whole numbers from 2 up to and including \`n\`
    product *= i  # each of them is multiplied into \`product\`
  return product  # after the loop \`product\` is returned`,
    purpose: 'computes the factorial of `n`, the product of all whole numbers from 1 to `n`',
    values: [random.integer(3, 9)],
  }),
  (random) => ({
    code: `
def factorial(n: int) -> int
  if n <= 1  # for values of \`n\` that are at most 1 the recursion ends
    return 1  # in that case the result is 1
  return n * factorial(n - 1)  # otherwise the function calls itself with \`n\` reduced by one and multiplies the result by \`n\``,
    purpose: 'computes the factorial of `n` by recursion',
    values: [random.integer(3, 9)],
  }),
  (random) => ({
    code: `
def greatest_common_divisor(a: int, b: int) -> int
  while b != 0  # the loop goes on as long as \`b\` is not zero
    rest = a % b  # \`rest\` holds the remainder of dividing \`a\` by \`b\`
    a = b  # then \`b\` moves to \`a\`
    b = rest  # and the remainder becomes the new \`b\`
  return a  # when the remainder has reached zero, \`a\` is the answer`,
    purpose: 'finds the greatest common divisor of two numbers with the algorithm of Euclid',
    values: ((factor) => [factor * random.pick([4, 6, 8, 10]), factor * random.pick([3, 5, 7, 9])])(
      random.integer(2, 12),
    ),
  }),
  (random) => ({
    code: `
def greatest_common_divisor(a: int, b: int) -> int
  if b == 0  # when \`b\` is zero, nothing is left to divide by
    return a  # ~, so \`a\` itself is the divisor
  return greatest_common_divisor(b, a % b)  # in every other case the function calls itself with \`b\` and the remainder of \`a\` divided by \`b\`

def least_common_multiple(a: int, b: int) -> int
  return a // greatest_common_divisor(a, b) * b  # dividing \`a\` by the common divisor before multiplying by \`b\` gives the multiple`,
    purpose: 'finds the smallest positive number that both arguments divide without remainder',
    values: numbersOf(random, 2, 4, 24),
  }),
  (random) => ({
    code: `
def fibonacci(n: int) -> int
  previous = 0  # \`previous\` starts at 0
  current = 1  # and \`current\` starts at 1
  for step in 0..n  # the following steps are repeated \`n\` times
    following = previous + current  # \`following\` is the sum of the last two numbers
    previous = current  # \`previous\` takes over the value of \`current\`
    current = following  # and \`current\` takes over the sum
  return previous  # at the end \`previous\` holds the wanted number`,
    purpose: 'returns the Fibonacci number at position `n`, where position 0 holds 0 and position 1 holds 1',
    values: [random.integer(5, 20)],
  }),
  (random) => ({
    code: `
def is_prime(n: int) -> bool
  if n < 2  # numbers below 2 are not prime
    return false
  divisor = 2  # the search for divisors starts at 2
  while divisor * divisor <= n  # it is enough to try divisors whose square is not larger than \`n\`
    if n % divisor == 0  # if one of them divides \`n\` without remainder, \`n\` is not prime
      return false
    divisor += 1  # otherwise the next divisor is tried
  return true  # when no divisor was found, the number is prime`,
    purpose: 'tests whether `n` is a prime number',
    values: [random.pick([17, 29, 37, 51, 57, 61, 77, 91, 97, 119])],
  }),
  (random) => ({
    code: `
def digit_sum(n: int) -> int
  total = 0  # \`total\` starts at 0
  while n > 0  # the loop runs until no digit is left
    total += n % 10  # the last digit, which is the remainder of dividing by 10, is added
    n = n // 10  # then the last digit is cut off by a whole division by 10
  return total  # finally the collected sum is returned`,
    purpose: 'adds up the decimal digits of a number',
    values: [random.integer(1234, 98765)],
  }),
  (random) => ({
    code: `
def count_digits(n: int) -> int
  count = 1  # every number has at least one digit, so \`count\` starts at 1
  while n >= 10  # as long as the number has more than one digit
    n = n // 10  # ~, the last digit is removed
    count += 1  # and the counter grows by one
  return count`,
    purpose: 'counts how many decimal digits the number `n` has',
    values: [random.integer(100, 9876543)],
  }),
  (random) => ({
    code: `
def reverse_digits(n: int) -> int
  turned = 0  # \`turned\` collects the digits and starts at 0
  while n > 0  # digits are taken from \`n\` until nothing is left
    turned = turned * 10 + n % 10  # the digits collected so far move one place to the left and the last digit of \`n\` is appended
    n = n // 10  # that digit is then removed from \`n\`
  return turned`,
    purpose: 'writes the digits of a number in the opposite order',
    values: [random.integer(123, 98765)],
  }),
  (random) => {
    const base = random.pick([2, 3, 4, 5]);
    return {
      code: `
def power(base: int, exponent: int) -> int
  result = 1  # \`result\` starts at 1
  while exponent > 0  # the loop runs as long as the exponent is positive
    if exponent % 2 == 1  # when the exponent is odd
      result *= base  # ~, \`result\` is multiplied by \`base\`
    base *= base  # in every round \`base\` is squared
    exponent = exponent // 2  # and the exponent is halved
  return result`,
      purpose: 'raises `base` to a power by repeated squaring, which needs few multiplications',
      values: [base, random.integer(3, base < 4 ? 10 : 7)],
    };
  },
  (random) => ({
    code: `
def collatz_steps(n: int) -> int
  steps = 0  # \`steps\` counts the rounds and starts at 0
  while n != 1  # the loop ends as soon as \`n\` is 1
    if n % 2 == 0  # an even number
      n = n // 2  # ~ is halved
    else  # an odd number
      n = 3 * n + 1  # ~ is tripled and increased by one
    steps += 1  # every round counts as one step
  return steps`,
    purpose: 'counts the steps that the Collatz rule needs to bring `n` down to 1',
    values: [random.integer(5, 40)],
  }),
  (random) => {
    const [a, b] = numbersOf(random, 2, 2, 9);
    return {
      code: `
def sum_of_multiples(limit: int) -> int
  total = 0  # the sum starts at 0
  for number in 1..limit  # all numbers from 1 up to, but without, \`limit\` are looked at
    if number % ${a} == 0 or number % ${b} == 0  # a number counts when ${a} or ${b} divides it without remainder
      total += number  # such a number is added to \`total\`
  return total`,
      purpose: `adds up all numbers below \`limit\` that are multiples of ${a} or ${b}`,
      values: [random.integer(20, 60)],
    };
  },
  (random) => ({
    code: `
def divisor_sum(n: int) -> int
  total = 0  # \`total\` starts at 0
  for candidate in 1..n  # each number from 1 to one less than \`n\` is a candidate
    if n % candidate == 0  # a candidate that divides \`n\` without remainder
      total += candidate  # ~ is added to the sum
  return total

def is_perfect(n: int) -> bool
  return n > 1 and divisor_sum(n) == n  # \`n\` is perfect when it is larger than 1 and equal to the sum of its smaller divisors`,
    purpose: 'tells whether a number is perfect, that is, equal to the sum of its smaller divisors',
    values: [random.pick([6, 12, 20, 28, 33, 40, 496])],
  }),
  (random) => ({
    code: `
def integer_root(n: int) -> int
  root = 0  # the search starts with \`root\` at 0
  while (root + 1) * (root + 1) <= n  # as long as the square of the next number is not larger than \`n\`
    root += 1  # ~, \`root\` grows by one
  return root  # the last number whose square fits is returned`,
    purpose: 'finds the largest whole number whose square is not larger than `n`',
    values: [random.integer(10, 400)],
  }),
  (random) => ({
    code: `
def to_binary_weight(n: int) -> int
  ones = 0  # \`ones\` counts the ones and starts at 0
  while n > 0  # the loop walks through all binary digits
    ones += n % 2  # the remainder of a division by 2 is the last binary digit, and it is added
    n = n // 2  # halving \`n\` removes that digit
  return ones`,
    purpose: 'counts the ones in the binary form of `n`',
    values: [random.integer(9, 500)],
  }),
  (random) => ({
    code: `
def triangle_number(n: int) -> int
  if n == 0  # the recursion ends at 0
    return 0
  return n + triangle_number(n - 1)  # every other call adds \`n\` to the triangle number of the number before it`,
    purpose: 'adds all whole numbers from 1 to `n` by calling itself',
    values: [random.integer(4, 30)],
  }),
  (random) => ({
    code: `
def hanoi_moves(disks: int) -> int
  if disks == 0  # without any disk no move is needed
    return 0
  return 2 * hanoi_moves(disks - 1) + 1  # otherwise the smaller tower is moved twice and the largest disk once`,
    purpose: 'counts the moves that solve the Towers of Hanoi with a given number of disks',
    values: [random.integer(3, 10)],
  }),
  (random) => {
    const rate = random.pick([2, 3, 4, 5, 8, 10]);
    return {
      code: `
def years_to_reach(amount: int, goal: int) -> int
  years = 0  # \`years\` starts at 0
  while amount < goal  # the loop runs until the goal is reached
    amount += amount * ${rate} // 100  # the amount grows by ${rate} percent, rounded down
    years += 1  # ~, and one more year has passed
  return years`,
      purpose: `counts how many years an amount needs to reach a goal when it grows by ${rate} percent a year`,
      values: [random.integer(5, 20) * 100, random.integer(24, 40) * 100],
    };
  },
  (random) => ({
    code: `
def combinations(n: int, k: int) -> int
  result = 1  # the result starts at 1
  for i in 0..k  # \`k\` rounds are made
    result = result * (n - i) // (i + 1)  # each round multiplies by one number counted down from \`n\` and divides by one counted up from 1
  return result`,
    purpose: 'counts the ways to choose `k` things out of `n`',
    values: [random.integer(5, 12), random.integer(2, 4)],
  }),
];
